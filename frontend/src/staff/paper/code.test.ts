import { expect, test } from 'vitest';
import { newReceipt } from '../../lib/receipt';
import { grouped } from '../../lib/receipt';
import { checkNumber, readCode } from './code';

/** As it is printed on the part of the form that stays. */
const printedCode = (receipt: string) => `${grouped(receipt)} ${checkNumber(receipt)}`;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE = '0A1B2C3D4E5F6G7H8J9K0M1N2P';

test('a code is read as it is printed, and as an address', () => {
  expect(readCode(printedCode(CODE))).toEqual({ state: 'checked', receipt: CODE });
  expect(readCode(`https://stories.example/receipt#${CODE}`)).toMatchObject({
    state: 'letters',
    receipt: CODE,
  });
  expect(readCode('oa1b 2c3d-4e5f 6g7h 8j9k 0min 2p')).toMatchObject({ state: 'letters', receipt: CODE });
});

test('while it is typed, what is missing or odd is told', () => {
  expect(readCode(' ')).toEqual({ state: 'empty' });
  expect(readCode('0A1B-2C')).toEqual({ state: 'short', letters: 6 });
  expect(readCode('0A1B-2U')).toEqual({ state: 'sign', sign: 'U' });
  expect(readCode(`${printedCode(CODE)}1`)).toEqual({ state: 'long' });
  expect(readCode(`${CODE}${checkNumber(CODE) === '00' ? '01' : '00'}`)).toEqual({ state: 'wrong' });
  expect(readCode(`9${CODE.slice(1)}`)).toEqual({ state: 'wrong' });
});

test('every single wrong letter changes the check number', () => {
  for (let at = 0; at < CODE.length; at += 1) {
    for (const letter of ALPHABET) {
      if (letter === CODE[at]) continue;
      const wrong = CODE.slice(0, at) + letter + CODE.slice(at + 1);
      expect(checkNumber(wrong)).not.toBe(checkNumber(CODE));
    }
  }
});

test('two neighbours that changed places change the check number', () => {
  const receipt = newReceipt();
  for (let at = 0; at + 1 < receipt.length; at += 1) {
    const [a = '', b = ''] = receipt.slice(at, at + 2);
    if (a === b) continue;
    const wrong = receipt.slice(0, at) + b + a + receipt.slice(at + 2);
    expect(checkNumber(wrong)).not.toBe(checkNumber(receipt));
  }
});
