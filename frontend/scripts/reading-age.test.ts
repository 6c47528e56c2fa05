// What the form itself says to children, besides the framework: a child of nine can read each text of it.
import { describe, expect, test } from 'vitest';
import { en } from '../src/lib/i18n/en';
import { form, offline } from '../src/lib/i18n/en-x-child';
import { laidOver } from '../src/lib/i18n/translation';
import { en as offlineEnglish } from '../src/lib/i18n/offline/en';
import { en as receiptEnglish } from '../src/lib/i18n/receipt/en';
import { words as receipt } from '../src/lib/i18n/receipt/en-x-child';
import { readingAge, syllablesOf, wordsOf } from './reading-age';

/** The oldest that a reader of the child wording has to be. */
const AGE = 9;

/**
 * Fewer words are a label and not prose, and of a label of two words the formula says nothing. Labels are judged as they
 * stand on a page, all texts of their section together; and none has a word of more than three syllables.
 */
const LABEL = 8;

/** The name of the service, and words that are put together from others. */
const NOT_OURS = ['service', 'list', 'quoted', 'percent', 'sent.fileName', 'offline.notKept.fileName'];

interface Said {
  path: string;
  text: string;
}

/** Every text of a dictionary as a page would say it, with its path. */
function texts(words: object, before: string): Said[] {
  return Object.entries(words)
    .map(([name, said]: [string, unknown]) => [`${before}${name}`, said] as const)
    .filter(([path]) => !NOT_OURS.includes(path))
    .flatMap(([path, said]): Said[] => {
      if (typeof said === 'string') return [{ path, text: said }];
      if (Array.isArray(said)) return said.map((text: string, i) => ({ path: `${path}.${i}`, text }));
      if (typeof said === 'function') return [{ path, text: String(said(3, 3, 3)) }];
      return texts(said as object, `${path}.`);
    });
}

const said = [
  ...texts(laidOver(en, form), ''),
  ...texts(laidOver(offlineEnglish, offline), 'offline.'),
  ...texts(laidOver(receiptEnglish, receipt), 'receipt.'),
];
const isLabel = ({ text }: Said) => wordsOf(text).length < LABEL;
/** What stands at the edges of every page belongs to the frame. */
const sectionOf = ({ path }: Said) =>
  path.includes('.') ? path.replace(/^((?:offline\.)?\w+).*$/, '$1') : 'frame';

test('a child of nine can read all that the form says to children', () => {
  const prose = said.filter((text) => !isLabel(text));
  const labels = new Set(said.filter(isLabel).map(sectionOf));
  const sections = [...labels].map((section) => ({
    path: `${section}, with its labels`,
    text: said
      .filter((text) => sectionOf(text) === section)
      .map(({ text }) => text)
      .join('\n'),
  }));
  const ages = [...prose, ...sections].map(({ path, text }) => ({ path, age: readingAge(text) ?? 0 }));
  const lines = ages
    .sort((a, b) => b.age - a.age)
    .map(({ path, age }) => `${age.toFixed(1).padStart(5)}  ${path}`);
  console.log(lines.join('\n'));
  expect(ages.filter(({ age }) => age > AGE)).toEqual([]);
});

test('no label that children read has a word of more than three syllables', () => {
  const long = said
    .filter(isLabel)
    .flatMap(({ path, text }) => wordsOf(text).map((word) => ({ path, word })))
    .filter(({ word }) => syllablesOf(word) > 3);
  expect(long).toEqual([]);
});

// The same values as those of src/frameworks/reading.rs, so that both say the same of a text.
describe('the reading age', () => {
  test('counts syllables as they are spoken', () => {
    const spoken: [number, string][] = [
      [
        1,
        'a the help school friend friends once made goes missed changed scared eye planned things child’s 16',
      ],
      [
        2,
        'story people someone sometimes being going trying question special council moment table places nurses',
      ],
      [2, 'needed visits lonely hopeful worried college quiet every only nation language teachers'],
      [
        3,
        'example together family hospital everyone important usual appointment assessment services difficult',
      ],
      [4, 'overwhelming information education experience secondary professional'],
      [5, 'individual disabilities'],
    ];
    for (const [expected, words] of spoken) {
      for (const word of words.split(' ')) expect(syllablesOf(word), word).toBe(expected);
    }
  });

  test('is what the formula gives by hand', () => {
    // 10 words, 1 sentence, 15 syllables: 0.39 × 10 + 11.8 × 1.5 − 15.59 = 6.01
    expect(readingAge('My brother and my sister are waiting at the hospital.')).toBe(11);
    expect(readingAge('The cat sat on the mat.')).toBe(5);
    expect(readingAge('My teacher helped me with a story. Then we read.')).toBe(5.5);
    expect(readingAge(' … ')).toBeUndefined();
  });
});
