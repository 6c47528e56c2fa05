// Join codes as people type or paste them: in any case and width, with spaces or dashes anywhere, or as a whole address.
import { decoded } from './start-query';

/** Codes made by the service are two groups of four. */
const GROUPED = /^([\p{L}\p{N}]{4})([\p{L}\p{N}]{4})$/u;

/** The join codes that may be meant, the likeliest first; none when nothing was typed. */
export function joinCodesIn(typed: string): string[] {
  const plain = withoutAddress(typed.trim())
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-');
  // What comes before a colon, and marks around the code, are not part of it.
  const code = plain
    .slice(plain.lastIndexOf(':') + 1)
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim();
  const dashed = code.replace(/[\s-]+/g, '-').replace(/^-|-$/g, '');
  const [, first, second] = GROUPED.exec(dashed.replace(/-/g, '')) ?? [];
  const candidates = [first && second ? `${first}-${second}` : '', dashed, dashed.replace(/-/g, '')];
  return [...new Set(candidates)].filter((candidate) => candidate !== '' && candidate.length <= 64);
}

/** The code in an address such as `https://…/join/CODE` or `…/?join=CODE`; anything else as it is. */
function withoutAddress(typed: string): string {
  const found = /(?:\/join\/|\/kiosk\/|[?&]join=)([^/?&#\s]+)/i.exec(typed)?.[1];
  return found === undefined ? typed : decoded(found);
}
