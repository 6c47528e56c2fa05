import { expect, test } from 'vitest';
import { laidOver } from '../src/lib/i18n/translation';
import { inOrder } from './words-in-order';

const english = {
  name: 'Service',
  frame: { back: 'Back', next: 'Continue', step: (n: number) => `Question ${n}` },
  rules: ['one', 'two'],
  last: 'Last',
};

/** What a module exports, as the page would read it. */
async function exported(code: string): Promise<object> {
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { words: object };
  return module.words;
}

test('words without their names are read as what they were', async () => {
  const code = `
    const step = (n) => 'Pytanie ' + n;
    export const words = { rules: ['raz', 'dwa'], frame: { step, 'next': 'Dalej', back: 'Wróć' }, last: 'Koniec', name: 'Usługa' };
  `;
  const list = await exported(inOrder(code, english));
  expect(list).toBeInstanceOf(Array);
  const said = laidOver(english, list);
  expect(said).toMatchObject({
    name: 'Usługa',
    frame: { back: 'Wróć', next: 'Dalej' },
    rules: ['raz', 'dwa'],
    last: 'Koniec',
  });
  expect(said.frame.step(3)).toBe('Pytanie 3');
  expect(Object.keys(said)).toEqual(Object.keys(english));
});

test('what such a language does not say is said in English', async () => {
  const code = `export const words = { frame: { next: 'Dalej' } };`;
  expect(inOrder(code, english)).toBe("export const words = [,[,'Dalej']];");
  const said = laidOver(english, await exported(inOrder(code, english)));
  expect(said).toMatchObject({
    name: 'Service',
    frame: { back: 'Back', next: 'Dalej' },
    rules: ['one', 'two'],
  });
});

test('a name that English does not know stops the build', () => {
  expect(() => inOrder(`export const words = { frame: { nxt: 'Dalej' } };`, english)).toThrow('“nxt”');
  expect(() => inOrder('export const words = { ...other };', english)).toThrow('plain names');
  expect(() => inOrder('const words = {};', english)).toThrow('no dictionary');
});
