// Finds the options of a long choice by what was typed: without regard to case, accents, punctuation and the order of words.

/** An option with everything it is called: its label in the languages and wordings that are at hand. */
export interface Named {
  id: string;
  names: readonly string[];
}

/** Options in the order of the list, the better matches first, and how many there are besides. */
export interface Found<T> {
  shown: T[];
  more: number;
}

/** Letters that Unicode does not take apart, or that writers of one language type in several ways. */
const ALIKE: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ى: 'ي',
  ی: 'ي',
  ے: 'ي',
  ک: 'ك',
  ہ: 'ه',
  ة: 'ه',
  ھ: 'ه',
  ٱ: 'ا',
};
const ALIKE_LETTERS = new RegExp(`[${Object.keys(ALIKE).join('')}]`, 'gu');

/** Accents, Hebrew points, Arabic vowel signs and the stroke that lengthens Arabic words, and invisible joiners. */
const MARKS =
  /\p{Script=Inherited}|(?=\p{Script=Hebrew})\p{Mn}|(?=\p{Script=Arabic})\p{Mn}|[\u0640\u200b-\u200f]/gu;

/** Digits of Arabic and of Urdu and Persian. */
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/gu;

/** A text as it is compared: `St. Mary’s Église` → `st marys eglise`. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(ALIKE_LETTERS, (letter) => ALIKE[letter] ?? letter)
    .replace(DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) % 16))
    .replace(/['’‘ʼ`´]/gu, '')
    .replace(/&/gu, ' and ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** Scripts that put no spaces between words, so that a word may begin anywhere. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** How well a name fits: 0 is the name itself, 1 begins so, 2 has words that begin so, 3 has the letters somewhere. */
type Fit = 0 | 1 | 2 | 3;

interface Name {
  whole: string;
  words: string[];
  joined: string;
}

/** The options of one choice, made ready to be searched. */
export class OptionFinder<T extends Named> {
  private readonly entries: { option: T; names: Name[] }[];

  constructor(options: readonly T[]) {
    this.entries = options.map((option) => ({
      option,
      names: [...new Set(option.names.map(folded))].map((whole) => ({
        whole,
        words: whole.split(' '),
        joined: whole.replaceAll(' ', ''),
      })),
    }));
  }

  /** The best `most` of the options that fit; the first ones of the list where nothing was typed. */
  find(typed: string, most: number): Found<T> {
    const asked = folded(typed);
    const words = asked.split(' ');
    const byFit: [T[], T[], T[], T[]] = [[], [], [], []];
    for (const { option, names } of this.entries) {
      const fit = asked === '' ? 1 : bestFit(names, asked, words);
      if (fit !== undefined) byFit[fit].push(option);
    }
    // Letters in the middle of words are a last resort: beside real matches they are noise.
    const good = [...byFit[0], ...byFit[1], ...byFit[2]];
    const all = good.length > 0 ? good : byFit[3];
    return { shown: all.slice(0, most), more: Math.max(0, all.length - most) };
  }
}

function bestFit(names: readonly Name[], asked: string, words: readonly string[]): Fit | undefined {
  let best: Fit | undefined;
  for (const name of names) {
    const fit = fitOf(name, asked, words);
    if (fit !== undefined && (best === undefined || fit < best)) best = fit;
  }
  return best;
}

function fitOf({ whole, words, joined }: Name, asked: string, typed: readonly string[]): Fit | undefined {
  if (whole === asked) return 0;
  if (whole.startsWith(asked)) return 1;
  const begins = (part: string) => words.some((word) => word.startsWith(part));
  const holds = (part: string) => UNSPACED.test(part) && joined.includes(part);
  if (typed.every((part) => begins(part) || holds(part))) return 2;
  const together = typed.join('');
  return together.length > 2 && (joined.includes(together) || typed.every((part) => whole.includes(part)))
    ? 3
    : undefined;
}
