// The parts of a document that are edited one at a time, and which part a remark of the service belongs to.
import type { SignifierKind } from '../../api/types';
import { folded } from '../../lib/find-options';
import type { EditedFramework, EditedOption, EditedPrompt, EditedSignifier, EditedText } from './types';

/** `about`, `prompts[0]`, `signifiers[3]`: as the service names them in its remarks. */
export type Part = 'about' | `prompts[${number}]` | `signifiers[${number}]`;

const INDEXED = /^(prompts|signifiers)\[(\d+)\]/;

/** The part in which a field stands. */
export function partOf(field: string): Part {
  return (INDEXED.exec(field)?.[0] as Part | undefined) ?? 'about';
}

/** The list of a part, and its index there. */
export function placeOf(part: Part): { list: 'prompts' | 'signifiers'; index: number } | undefined {
  const [, list, index] = INDEXED.exec(part) ?? [];
  return list ? { list: list as 'prompts' | 'signifiers', index: Number(index) } : undefined;
}

/** The flat path of a text, as translators use it: with ids, not with indices. */
export function textPath(doc: EditedFramework, part: Part, inside: string): string {
  const place = placeOf(part);
  const id = place && doc[place.list][place.index]?.id;
  return place ? `${place.list}/${id ?? ''}/${inside}` : inside;
}

/** A free id: the wanted one, or the wanted one with a number. */
export function freeId(wish: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? wish : `${wish}_${number}`;
    if (!taken.includes(id)) return id;
  }
}

/** An empty text in every language of the document. */
export function blankText(languages: readonly string[]): EditedText {
  return Object.fromEntries(languages.map((language) => [language, '']));
}

export function blankOption(id: string, languages: readonly string[]): EditedOption {
  return { id, label: blankText(languages) };
}

/**
 * New options from a list with one name on each line; or an id, a tab and the name, as a spreadsheet copies two columns. Each
 * has its name in every language, because names seldom differ. Names that are there already are left out.
 */
export function listedOptions(
  list: string,
  present: readonly EditedOption[],
  languages: readonly string[],
): EditedOption[] {
  const ids = new Set(present.map((option) => option.id));
  const names = new Set(present.flatMap((option) => Object.values(option.label)));
  return list.split(/\r?\n/).flatMap((line) => {
    const [first = '', second] = line.split('\t').map((cell) => cell.trim());
    const name = second ? second : first;
    if (!name || names.has(name)) return [];
    const wish = second ? first : idFor(name);
    let id = wish;
    for (let number = 2; ids.has(id); number += 1) id = `${wish}_${number}`;
    ids.add(id);
    names.add(name);
    return [{ id, label: Object.fromEntries(languages.map((language) => [language, name])) }];
  });
}

/** An id that resembles a name: `St Mary’s School` → `st_marys_school`. */
function idFor(name: string): string {
  const id = folded(name).replace(/[^a-z0-9]+/g, '_');
  return id.slice(0, 56).replace(/^_+|_+$/g, '') || 'option';
}

export function blankPrompt(doc: EditedFramework): EditedPrompt {
  const id = freeId(
    'prompt',
    doc.prompts.map((prompt) => prompt.id),
  );
  return { id, text: blankText(doc.languages) };
}

export function blankSignifier(doc: EditedFramework, kind: SignifierKind): EditedSignifier {
  const text = () => blankText(doc.languages);
  const option = (id: string) => blankOption(id, doc.languages);
  const taken = doc.signifiers.map((signifier) => signifier.id);
  const common = { id: freeId(kind, taken), question: text(), not_applicable: kind !== 'choice' };
  switch (kind) {
    case 'triad':
      return { ...common, kind, corners: [option('first'), option('second'), option('third')] };
    case 'dyad':
      return { ...common, kind, left: option('left'), right: option('right'), confidence: false };
    case 'stones':
      return {
        ...common,
        kind,
        x: { left: text(), right: text() },
        y: { bottom: text(), top: text() },
        stones: [option('first'), option('second')],
      };
    case 'choice':
      return {
        ...common,
        kind,
        about: 'story',
        max: 1,
        write_in: false,
        options: [option('first'), option('second')],
      };
  }
}

/** A document to begin with. */
export function blankDoc(slug: string): EditedFramework {
  const doc: EditedFramework = {
    slug,
    version: 1,
    title: { en: '' },
    languages: ['en'],
    audiences: [],
    prompts: [],
    signifiers: [],
  };
  doc.prompts.push(blankPrompt(doc));
  return doc;
}

/** Every text of a document. */
export function textsOf(doc: EditedFramework): EditedText[] {
  const texts: (EditedText | null | undefined)[] = [doc.title, doc.introduction];
  for (const prompt of doc.prompts) texts.push(prompt.text, prompt.hint);
  for (const signifier of doc.signifiers) {
    texts.push(signifier.question, signifier.hint);
    switch (signifier.kind) {
      case 'triad':
        texts.push(...signifier.corners.map((corner) => corner.label));
        break;
      case 'dyad':
        texts.push(signifier.left.label, signifier.right.label);
        break;
      case 'stones':
        texts.push(signifier.x.left, signifier.x.right, signifier.y.bottom, signifier.y.top);
        texts.push(...signifier.stones.map((stone) => stone.label));
        break;
      case 'choice':
        texts.push(...signifier.options.map((option) => option.label));
    }
  }
  return texts.filter((text) => text !== null && text !== undefined);
}

/** Moves an item of a list by one; returns its new index. */
export function move<T>(list: T[], from: number, by: 1 | -1): number {
  const to = from + by;
  const [thing] = list.slice(from, from + 1);
  if (thing === undefined || to < 0 || to >= list.length) return from;
  list.splice(from, 1);
  list.splice(to, 0, thing);
  return to;
}

const said = (text: EditedText | null | undefined) => Object.values(text ?? {}).some((words) => words.trim());

/** The document as it is sent, without an introduction or hints that are empty in every language. */
export function tidied(doc: EditedFramework): EditedFramework {
  const { introduction, ...rest } = doc;
  const withHint = <T extends EditedPrompt | EditedSignifier>(one: T): T => {
    const { hint, ...others } = one;
    return (said(hint) ? one : others) as T;
  };
  return {
    ...rest,
    ...(said(introduction) && introduction ? { introduction } : {}),
    prompts: doc.prompts.map(withHint),
    signifiers: doc.signifiers.map(withHint),
  };
}
