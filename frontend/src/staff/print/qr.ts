// QR codes as one path of squares, for paper: dark on light, with the quiet edge that scanners need.
import { encode } from 'uqr';

export interface Code {
  /** Squares on a side, the quiet edge included. */
  size: number;
  path: string;
}

/** The code that holds this text, with room for a crease or a stain (15 % may be lost). */
export function codeOf(text: string): Code {
  const { data, size } = encode(text, { border: 2, ecc: 'M' });
  const rows = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
  return { size, path: rows.join('') };
}
