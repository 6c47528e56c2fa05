import { expect, test } from 'vitest';
import { addressOf, encode, grouped, newReceipt, parseReceipt } from './receipt';

test('128 bits are 26 letters, the most significant first', () => {
  expect(encode(new Uint8Array(16))).toBe('0'.repeat(26));
  expect(encode(new Uint8Array(16).fill(255))).toBe(`7${'Z'.repeat(25)}`);
  expect(encode(new Uint8Array(16).map((_, i) => (i === 15 ? 33 : 0)))).toBe(`${'0'.repeat(24)}11`);
});

test('the letters agree with the service for the same bits', () => {
  // Receipt::from_bits(*b"0123456789abcdef").reveal(), as Crockford's base32 of the number.
  const bytes = new TextEncoder().encode('0123456789abcdef');
  let value = 0n;
  for (const letter of encode(bytes)) {
    value = value * 32n + BigInt('0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(letter));
  }
  expect(value).toBe(BigInt(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`));
});

test('new receipts differ and can be read back', () => {
  const made = new Set(Array.from({ length: 200 }, newReceipt));
  expect(made.size).toBe(200);
  for (const receipt of made) expect(parseReceipt(receipt)).toBe(receipt);
});

test('a receipt is read however it is typed', () => {
  const receipt = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  expect(parseReceipt(grouped(receipt))).toBe(receipt);
  expect(parseReceipt(' o1arz3ndek tsv4rrffq6 9g5fav ')).toBe(receipt);
  expect(parseReceipt('OLARZ3NDEKTSV4RRFFQ69G5FAV')).toBe(receipt);
  expect(parseReceipt('oiarz3ndektsv4rrffq69g5fav')).toBe(receipt);
});

test('a receipt is read from its address, and from among other words and marks', () => {
  const receipt = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const wide = [...receipt].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
  for (const typed of [
    addressOf(receipt, 'https://example.org'),
    addressOf(grouped(receipt), 'http://localhost:8080'),
    `Receipt: ${grouped(receipt)}`,
    `Receipt:\n${receipt}.`,
    `“${receipt}”`,
    `'${grouped(receipt).toLowerCase()}',`,
    `(${receipt})`,
    `\u200e${receipt}\u200f`,
    wide,
    `${receipt}, ${receipt}`,
  ]) {
    expect(parseReceipt(typed), typed).toBe(receipt);
  }
});

test('of two receipts none is taken', () => {
  expect(parseReceipt(`${newReceipt()}, ${newReceipt()}`)).toBeUndefined();
});

test('what cannot be a receipt is refused', () => {
  for (const wrong of ['', 'ABC', '0'.repeat(25), '0'.repeat(27), 'U'.repeat(26), `8${'0'.repeat(25)}`]) {
    expect(parseReceipt(wrong)).toBeUndefined();
  }
});

test('the secret stands in the fragment of its address only', () => {
  const url = new URL(addressOf('01ARZ3NDEKTSV4RRFFQ69G5FAV', 'https://example.org'));
  expect(url.hash).toBe('#01ARZ3NDEKTSV4RRFFQ69G5FAV');
  expect(url.pathname + url.search).toBe('/receipt');
});
