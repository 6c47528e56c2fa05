// What another language or wording says, laid over English: string by string, so that a missing one is said in English.
import type { Dictionary } from './en';

/** A dictionary of which any part may still be missing. Lists and functions come whole. */
export type Translation<Words = Dictionary> = DeepPartial<Words>;

type DeepPartial<Words> = {
  [Name in keyof Words]?: Words[Name] extends (...args: infer Given) => string
    ? (...args: Given) => string
    : Words[Name] extends string | readonly unknown[]
      ? Words[Name]
      : DeepPartial<Words[Name]>;
};

/** A section of a dictionary, as opposed to a text, a list or a function. */
function isSection(words: unknown): words is Record<string, unknown> {
  return typeof words === 'object' && words !== null && !Array.isArray(words);
}

/**
 * The words of `over` where it has any, else those of `base`. The build leaves the names out of what is laid over
 * (`scripts/words-in-order.ts`): then `over` is a list in the order in which `base` says its words.
 */
export function laidOver<Words extends object>(base: Words, over: object | undefined): Words {
  if (!over) return base;
  const result = { ...base } as Record<string, unknown>;
  const names = Array.isArray(over) ? Object.keys(base) : undefined;
  for (const [at, words] of Object.entries(over) as [string, unknown][]) {
    const name = names?.[Number(at)] ?? at;
    const before = result[name];
    result[name] = isSection(before) ? laidOver(before, words as object) : words;
  }
  return result as Words;
}

/** The paths of `base` that `over` does not say, such as `frame.skip`. */
export function missingFrom(base: object, over: object | undefined): string[] {
  const said = (over ?? {}) as Record<string, unknown>;
  return Object.entries(base).flatMap(([name, words]) => {
    if (!isSection(words)) return said[name] === undefined ? [name] : [];
    return missingFrom(words, said[name] as object | undefined).map((path) => `${name}.${path}`);
  });
}
