// What people type finds the option they mean, however they write it.
import { expect, test } from 'vitest';
import { folded, OptionFinder } from './find-options';

const finder = (...names: (string | string[])[]) =>
  new OptionFinder(
    names.map((name, i) => ({ id: `o${i}`, names: [name].flat(), label: [name].flat()[0] ?? '' })),
  );
const found = (typed: string, ...names: (string | string[])[]) =>
  finder(...names)
    .find(typed, 100)
    .shown.map(({ label }) => label);

const SCHOOLS = [
  'Abbey Lane Primary School',
  'High Storrs School',
  'Hillsborough Primary School',
  'King Edward VII School',
  'Nether Edge Primary School',
  'St Mary’s Church of England School',
  'St. Marie’s School',
  'The Lane Academy',
];

test('the beginning of any word finds it, in any order and case', () => {
  expect(found('lane', ...SCHOOLS)).toEqual(['Abbey Lane Primary School', 'The Lane Academy']);
  expect(found('PRIM abb', ...SCHOOLS)).toEqual(['Abbey Lane Primary School']);
  expect(found('school king', ...SCHOOLS)).toEqual(['King Edward VII School']);
});

test('a name that begins with what was typed comes first, and the name itself before all', () => {
  expect(found('lane', 'Abbey Lane', 'Lane End', 'Lane')).toEqual(['Lane', 'Lane End', 'Abbey Lane']);
});

test.each([
  ['st marys', 'St Mary’s Church of England School'],
  ["st mary's", 'St Mary’s Church of England School'],
  ['ST. MARIE', 'St. Marie’s School'],
  ['hills borough', 'Hillsborough Primary School'],
  ['netheredge', 'Nether Edge Primary School'],
  ['high-storrs', 'High Storrs School'],
])('“%s” finds %s', (typed, name) => {
  expect(found(typed, ...SCHOOLS)).toContain(name);
});

test.each([
  ['ecole', 'École élémentaire'],
  ['École', 'ecole elementaire'],
  ['lodz', 'Łódź'],
  ['strasse', 'Große Straße'],
  ['smorrebrod', 'Smørrebrød'],
  ['istanbul', 'İstanbul'],
  ['احمد', 'أحمد'],
  ['مدرسه', 'مدرسة'],
  ['كراچي', 'کراچی'],
  ['7', 'مدرسہ ۷'],
  ['7', 'مدرسة ٧'],
  ['محمد', 'مُحَمَّد'],
  ['小学', '谢菲尔德小学'],
  ['ＡＢＣ', 'abc school'],
  ['smith and sons', 'Smith & Sons'],
])('“%s” finds %s, whatever the accents, forms and digits', (typed, name) => {
  expect(found(typed, 'Something else', name)).toEqual([name]);
});

test('letters inside words find an option only where no word begins so', () => {
  expect(found('ough', ...SCHOOLS)).toEqual(['Hillsborough Primary School']);
  expect(found('age', 'Village', 'Age UK')).toEqual(['Age UK']);
  expect(found('xyz', ...SCHOOLS)).toEqual([]);
  expect(found('il', 'Hillsborough')).toEqual([]);
});

test('an option is found by its name in another language, and once', () => {
  expect(found('church', ['مدرسہ', 'Church School'])).toEqual(['مدرسہ']);
  expect(found('lane', ['Lane', 'Lane school', 'lane'])).toEqual(['Lane']);
});

test('the rest is counted, and nothing typed shows the beginning of the list', () => {
  const many = finder(...Array.from({ length: 2_000 }, (_, i) => `School ${i}`));
  expect(many.find('school', 7)).toMatchObject({ more: 1_993 });
  const first = many.find('  ', 7);
  expect(first.shown.map(({ id }) => id)).toEqual(['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6']);
  expect(many.find('1999', 7)).toMatchObject({ shown: [{ id: 'o1999' }], more: 0 });
});

test('a text without letters is compared as empty', () => {
  expect(folded(' –’. ')).toBe('');
});
