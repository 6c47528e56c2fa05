// The receipt: 128 random bits made on the storyteller's own device, written as 26 letters of Crockford's base32.

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 26;

/** Writes 16 bytes as 26 letters, the most significant first (the first letter carries only three bits). */
export function encode(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let letters = '';
  for (let i = 0; i < LETTERS; i += 1) {
    letters = (ALPHABET[Number(value & 31n)] ?? '') + letters;
    value >>= 5n;
  }
  return letters;
}

/** A new receipt from the browser's own randomness. */
export function newReceipt(): string {
  return encode(crypto.getRandomValues(new Uint8Array(16)));
}

/**
 * Reads a receipt as people type or paste it: any case and width, spaces and dashes anywhere, O for 0, I and L for 1. It may be
 * its whole address, or have other words or marks before and after it, as in “Receipt: …”.
 * `undefined` when there is none, or more than one.
 */
export function parseReceipt(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').toUpperCase();
  const fragment = plain.slice(plain.lastIndexOf('#') + 1);
  const found = new Set(
    fragment
      .split(/[^\p{L}\p{N}\s\-–—]+/u)
      .map(lettersOf)
      .filter((letters) => letters !== undefined),
  );
  return found.size === 1 ? [...found][0] : undefined;
}

function lettersOf(part: string): string | undefined {
  const letters = part
    .replace(/[\s\-–—]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(letters) ? letters : undefined;
}

/** Groups of four, as shown, printed and read out. */
export function grouped(receipt: string): string {
  return receipt.replace(/.{4}(?=.)/g, '$&-');
}

/** The address that opens the receipt; the secret is in the fragment, which browsers never send. */
export function addressOf(receipt: string, origin: string): string {
  return `${origin}/receipt#${receipt}`;
}
