// The age at which most people can read an English text: the Flesch–Kincaid grade plus five, as the service tells it of a
// framework's texts. The formula, its source and its limits stand in `src/frameworks/reading.rs`; this says the same.

/** The youngest age that is told. */
const YOUNGEST = 5;

/** Names and terms that no wording can avoid, and that are explained where they are used. */
const NAMES = new Set(['sheffield', 'childline', 'qr']);

/** The age in years, to a tenth; nothing for a text without a word. */
export function readingAge(text: string): number | undefined {
  const sentences = text
    .split(/[.?!:;\n]/)
    .map(wordsOf)
    .filter(({ length }) => length > 0);
  const words = sentences.flat();
  if (words.length === 0) return undefined;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const grade = (0.39 * words.length) / sentences.length + (11.8 * syllables) / words.length - 15.59;
  return Math.round(Math.max(grade + 5, YOUNGEST) * 10) / 10;
}

export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? [];
}

/** How many syllables an English word has. */
export function syllablesOf(said: string): number {
  const word = said.toLowerCase().replaceAll('’', "'").replace(/'s$/, '').replaceAll("'", '');
  if (NAMES.has(word) || /^\d+$/.test(word)) return 1;
  return Math.max(1, spelled(word));
}

function spelled(word: string): number {
  const known = EXCEPTIONS[word];
  if (known !== undefined) return known;
  // A silent e stays silent before these: lone-ly, hope-ful, some-thing.
  for (const part of ['some', 'every']) {
    const rest = word.slice(part.length);
    if (word.startsWith(part) && rest.length > 2) return spelled(part) + spelled(rest);
  }
  for (const [suffix, shortest] of SUFFIXES) {
    const stem = word.slice(0, -suffix.length);
    if (word.endsWith(suffix) && stem.length >= shortest) return Math.max(1, spelled(stem)) + 1;
  }
  return vowelGroups(word);
}

const SUFFIXES = [
  ['ly', 3],
  ['ful', 3],
  ['ness', 3],
  ['less', 3],
  ['ment', 4],
] as const;

/** Words that the rules get wrong. */
const EXCEPTIONS: Record<string, number> = {
  some: 1,
  every: 2,
  everyone: 3,
  people: 2,
  area: 3,
  idea: 3,
  ideas: 3,
  business: 2,
  science: 2,
  friend: 1,
  friends: 1,
  behaviour: 3,
  create: 2,
  created: 3,
  carefully: 3,
  theatre: 3,
  maybe: 2,
  whatever: 3,
  therefore: 2,
  poem: 2,
};

function vowelGroups(word: string): number {
  const vowels = [...word].map((letter, at) => {
    // qu is one sound; the y that begins a word is none of its own.
    if (letter === 'u') return word[at - 1] !== 'q';
    return letter === 'y' ? at > 0 : 'aeio'.includes(letter);
  });
  const groups = vowels.filter((vowel, at) => vowel && !vowels[at - 1]).length;
  const consonantBefore = (suffix: string, sounded = '') => {
    const at = word.length - suffix.length - 1;
    return word.endsWith(suffix) && at >= 0 && !vowels[at] && !sounded.includes(word.charAt(at));
  };
  // A silent e: made, goes, played. Not silent: table, places, needed.
  const hissed = /(ch|sh|l)es$/.test(word);
  const silent =
    (consonantBefore('e') && !consonantBefore('le')) ||
    (consonantBefore('es', 'sxzcg') && !hissed) ||
    consonantBefore('ed', 'td');
  return Math.max(0, groups - (silent ? 1 : 0)) + parted(word);
}

/** Neighbouring vowels that are spoken apart: go-ing, pri-or, us-u-al, qui-et. */
function parted(word: string): number {
  const going = /[aeiouy]ings?$/.test(word) ? 1 : 0;
  // na-tion, so-cial, pa-tient, re-gion: one sound.
  const pairs = ['ia', 'io', 'iu', 'iet', 'ien'].flatMap((pair) => [
    ...word.matchAll(new RegExp(`(?<=[^tcsgx])${pair}`, 'g')),
  ]);
  return going + pairs.length + ['ual', 'uous', 'eum', 'eo'].filter((pair) => word.includes(pair)).length;
}
