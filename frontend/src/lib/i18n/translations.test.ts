// Which strings other languages still say in English, and that counts take the form their language wants.
import { expect, test } from 'vitest';
import { en as offlineEnglish, type OfflineWords } from './offline/en';
import { en } from './en';
import { form as child } from './en-x-child';
import { form as easy } from './en-x-easy';
import { fetchWords, uiLanguage, unchecked } from './index';
import { counted, number } from './plurals';
import { fetchReceiptWords } from './receipt';
import { en as receiptEnglish, type ReceiptWords } from './receipt/en';
import { laidOver, missingFrom, type Translation } from './translation';

/** Languages in which nothing may be missing. */
const COMPLETE = ['ar', 'pl', 'sk', 'so', 'ur', 'zh-Hans'];

interface File {
  form: Translation;
  offline: Translation<OfflineWords>;
}

const files = import.meta.glob<File>('./{ar,pl,sk,so,ur,zh-Hans}.ts', { eager: true });
const receipts = import.meta.glob<{ words: Translation<ReceiptWords> }>(
  ['./receipt/*.ts', '!./receipt/en.ts', '!./receipt/index.ts'],
  { eager: true },
);
const languages: Record<string, Translation> = Object.fromEntries(
  COMPLETE.map((tag) => [tag, files[`./${tag}.ts`]?.form ?? {}]),
);
const ofReceipts: Record<string, Translation<ReceiptWords>> = Object.fromEntries(
  Object.entries(receipts).map(([path, { words }]) => [
    path.slice('./receipt/'.length, -'.ts'.length),
    words,
  ]),
);

test.each(COMPLETE)('%s says everything about stories that wait, drafts and shared tablets', (tag) => {
  const said = files[`./${tag}.ts`]?.offline;
  expect(missingFrom(offlineEnglish, said), `${tag} still says these in English`).toEqual([]);
});

test.each(Object.entries(languages))('%s says everything it is said to be complete in', (tag, words) => {
  const missing = missingFrom(en, words);
  expect(missing, `${tag} still says these in English`).toEqual([]);
});

test.each(COMPLETE)('%s says everything that the receipt page says', (tag) => {
  const missing = missingFrom(receiptEnglish, ofReceipts[tag]);
  expect(missing, `${tag} still says these in English`).toEqual([]);
});

/** All texts of a dictionary with their paths; functions are called with numbers or words, as they come. */
function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, said]: [string, unknown]): [string, string][] => {
    const at = `${path}.${name}`;
    if (typeof said === 'string') return [[at, said]];
    if (Array.isArray(said)) return said.map((line, i) => [`${at}.${i}`, String(line)]);
    if (typeof said === 'function') return [];
    return texts(said as object, at);
  });
}

const ofAll: [string, object][] = [
  ...Object.entries({ ...languages, easy, child }),
  ...Object.entries(ofReceipts).map(([tag, words]): [string, object] => [`receipt, ${tag}`, words]),
];

test.each(ofAll)('%s leaves no text empty', (_, words) => {
  for (const [path, text] of texts(words)) expect(text.trim(), path).not.toBe('');
});

test.each(Object.entries(languages))('%s has as many lines in each list as English', (tag, words) => {
  const said = laidOver(en, words);
  expect(said.start.happens).toHaveLength(en.start.happens.length);
  expect(said.start.rules).toHaveLength(en.start.rules.length);
  expect(said.sent.next).toHaveLength(en.sent.next.length);
  const receipt = laidOver(receiptEnglish, ofReceipts[tag]);
  expect(receipt.withdrawWhat).toHaveLength(receiptEnglish.withdrawWhat.length);
});

test.each(ofAll)('%s names the numbers to call in no other digits', (_, words) => {
  for (const [path, text] of texts(words)) expect(text, path).not.toMatch(/[٠-٩۰-۹]/u);
});

test('what a language does not say yet is said in English', () => {
  const words = laidOver(en, { frame: { back: 'Zurück' } });
  expect(words.frame.back).toBe('Zurück');
  expect(words.frame.next).toBe('Continue');
  expect(missingFrom({ a: 'x', b: { c: 'y', d: ['z'] } }, { b: { c: 'ü' } })).toEqual(['a', 'b.d']);
});

test('a wording is laid over its language, and a language over English', async () => {
  expect((await fetchWords('en-x-easy')).start.button).toBe('Start');
  expect((await fetchWords('pl')).frame.next).toBe('Dalej');
  expect((await fetchWords('pl-x-easy')).frame.next).toBe('Dalej');
  expect((await fetchReceiptWords('pl')).receipt.open).toBe('Otwórz');
  expect((await fetchReceiptWords('pl-x-easy')).frame.next).toBe('Dalej');
  expect((await fetchReceiptWords('en-x-child')).receipt.correct).toBe('Change my story');
  expect((await fetchReceiptWords('cy')).receipt.open).toBe('Open');
  expect((await fetchWords('cy')).frame.next).toBe('Continue');
});

test('a language we do not speak is said in English, and marked so', () => {
  expect(uiLanguage('ur')).toBe('ur');
  expect(uiLanguage('zh-Hans-x-easy')).toBe('zh-Hans');
  expect(uiLanguage('cy')).toBe('en');
  expect(unchecked('ur')).toBe(true);
  expect(unchecked('en-x-easy')).toBe(false);
});

test('counts take the form for one, a few and many', () => {
  const left = (count: number) => laidOver(en, languages['pl']).story.left(count);
  expect([1, 3, 5, 22, 4_990].map(left)).toEqual([
    'Możesz dopisać jeszcze: 1 znak',
    'Możesz dopisać jeszcze: 3 znaki',
    'Możesz dopisać jeszcze: 5 znaków',
    'Możesz dopisać jeszcze: 22 znaki',
    `Możesz dopisać jeszcze: ${number('pl')(4_990)} znaków`,
  ]);
  const arabic = (count: number) => laidOver(en, languages['ar']).story.left(count);
  expect([1, 2, 3, 11, 100].map(arabic)).toEqual([
    'بقي لك حرف واحد',
    'بقي لك حرفان',
    'بقي لك 3 أحرف',
    'بقي لك 11 حرفًا',
    'بقي لك 100 حرف',
  ]);
  expect(counted('sk', { one: '# znak', few: '# znaky', other: '# znakov' })(3)).toBe('3 znaky');
});
