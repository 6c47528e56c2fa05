// The code that joins a paper form and its tear-off receipt, and the check number that detects a typing error.
import { parseReceipt } from '../../lib/receipt';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 26;
/** A prime above 32 that divides neither 31 nor a power of 2: one wrong letter, or two that changed places, always show. */
const MODULUS = 97n;

/** The check number of a receipt: its letters as a number in base 32, modulo 97, in two digits. */
export function checkNumber(receipt: string): string {
  let value = 0n;
  for (const letter of receipt) value = (value * 32n + BigInt(ALPHABET.indexOf(letter))) % MODULUS;
  return value.toString().padStart(2, '0');
}

type Typed =
  | { state: 'empty' }
  /** How many of the 26 letters are there. */
  | { state: 'short'; letters: number }
  | { state: 'long' }
  /** A character that no code contains. */
  | { state: 'sign'; sign: string }
  /** All letters, and the check number does not belong to them. */
  | { state: 'wrong' }
  | { state: 'letters'; receipt: string; check: string }
  /** All letters, and their check number. */
  | { state: 'checked'; receipt: string };

/** Reads a form's code as it is typed: 26 letters, then perhaps the check number. An address that ends with the code works too. */
export function readCode(text: string): Typed {
  const typed = (text.split('#').at(-1) ?? '')
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (typed === '') return { state: 'empty' };
  const odd = [...typed].find((sign) => !ALPHABET.includes(sign));
  if (odd !== undefined) return { state: 'sign', sign: odd };
  if (typed.length < LETTERS) return { state: 'short', letters: typed.length };
  const receipt = parseReceipt(typed.slice(0, LETTERS));
  const check = typed.slice(LETTERS);
  if (!receipt) return { state: 'wrong' };
  if (check.length > 2) return { state: 'long' };
  if (check.length < 2) return { state: 'letters', receipt, check: checkNumber(receipt) };
  return check === checkNumber(receipt) ? { state: 'checked', receipt } : { state: 'wrong' };
}
