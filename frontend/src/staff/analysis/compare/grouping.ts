// Which groups are compared, as a part of the address and of the request.
import type { Choice, ComparisonRequest, Selection } from '../../../api/types';
import { AUDIENCE, type Signifier } from '../../../lib/framework';
import type { Lexicon } from '../../selection/lexicon';

export type Grouping =
  | { kind: 'choice'; signifier: string; options: readonly string[] }
  /** The selection against B, against all other stories, by round or by collection. */
  | { kind: 'pinned' | 'rest' | 'rounds' | 'collections' };

/** The largest number of groups that the service compares. */
export const MOST_GROUPS = 8;

const PLAIN = ['pinned', 'rest', 'rounds', 'collections'] as const;
const CHOICE = 'choice:';

/** The choices whose options can be groups. Of stories that chose several of the options, the service leaves all out and says so. */
export function groupingChoices(lexicon: Lexicon): Choice[] {
  return lexicon.all('choice');
}

/** What is compared when an address does not say. */
export function defaultGrouping(lexicon: Lexicon, hasPinned: boolean): Grouping {
  if (hasPinned) return { kind: 'pinned' };
  const choices = groupingChoices(lexicon);
  const first = choices.find(({ id }) => id === AUDIENCE) ?? choices[0];
  return first ? choiceGrouping(first) : { kind: 'rest' };
}

/** The options of a choice as groups: all, or as many as can be compared. */
export function choiceGrouping({ id, options }: Choice): Grouping {
  const some = options.length > MOST_GROUPS ? options.slice(0, MOST_GROUPS).map((option) => option.id) : [];
  return { kind: 'choice', signifier: id, options: some };
}

/** A grouping as one word, as the address has it. */
export function nameOf(grouping: Grouping): string {
  return grouping.kind === 'choice' ? CHOICE + grouping.signifier : grouping.kind;
}

/** The grouping of that name; `undefined` when there is none. */
export function groupingNamed(name: string, lexicon: Lexicon): Grouping | undefined {
  const plain = PLAIN.find((kind) => kind === name);
  if (plain) return { kind: plain };
  const choice = groupingChoices(lexicon).find(({ id }) => CHOICE + id === name);
  return choice && choiceGrouping(choice);
}

export function parametersOf(grouping: Grouping): Record<string, string> {
  const options = grouping.kind === 'choice' ? grouping.options : [];
  return { by: nameOf(grouping), ...(options.length > 0 && { options: options.join(',') }) };
}

/** The grouping at an address, or what in it there is not: a name and its value. */
export function groupingAt(
  query: string,
  lexicon: Lexicon,
): { grouping: Grouping | undefined; wrong: [name: string, value: string][] } {
  const given = new URLSearchParams(query);
  const by = given.get('by');
  if (by === null) return { grouping: undefined, wrong: [] };
  const grouping = groupingNamed(by, lexicon);
  if (!grouping || (grouping.kind === 'pinned' && !given.has('b')))
    return { grouping: undefined, wrong: [['by', by]] };
  const options = given.get('options')?.split(',') ?? [];
  if (grouping.kind !== 'choice' || options.length === 0) return { grouping, wrong: [] };
  const known = lexicon.find('choice', grouping.signifier)?.options.map(({ id }) => id) ?? [];
  const unknown = options.filter((option) => !known.includes(option));
  if (unknown.length > 0) return { grouping: undefined, wrong: [['options', unknown.join(',')]] };
  return { grouping: { ...grouping, options }, wrong: [] };
}

/** The selection and the groups of a request. */
export function groupsOf(
  grouping: Grouping,
  selection: Selection,
  pinned: Selection | undefined,
): Pick<ComparisonRequest, 'selection' | 'by'> {
  const all = { ...(selection.framework && { framework: selection.framework }) };
  switch (grouping.kind) {
    case 'choice': {
      const { signifier, options } = grouping;
      return { selection, by: { signifier, ...(options.length > 0 && { options }) } };
    }
    case 'pinned':
      return { selection: all, by: { selections: [selection, pinned ?? {}], names: ['A', 'B'] } };
    case 'rest':
      return { selection: all, by: { selections: [selection], names: ['A'] } };
    default:
      return { selection, by: grouping.kind };
  }
}

/** The questions that an address compares; none for all. */
export function questionsAt(query: string): string[] {
  return new URLSearchParams(query).get('questions')?.split(',') ?? [];
}

/** The questions that can be compared: not the one that makes the groups, on which they differ by definition. */
export function comparable(lexicon: Lexicon, grouping: Grouping): Signifier[] {
  const { signifiers } = lexicon.framework;
  return grouping.kind === 'choice'
    ? signifiers.filter(({ id }) => id !== grouping.signifier)
    : [...signifiers];
}

/** The question that an address looks at. */
export function questionAt(query: string): string | undefined {
  return new URLSearchParams(query).get('question') ?? undefined;
}

/** The questions at an address, by name and value, that the framework does not have. */
export function questionFaults(query: string, lexicon: Lexicon): [name: string, value: string][] {
  const known = lexicon.framework.signifiers.map(({ id }) => id);
  const unknown = questionsAt(query).filter((id) => !known.includes(id));
  return [
    ...(unknown.length > 0 ? [['questions', unknown.join(',')] as [string, string]] : []),
    ...lookedAtFaults(query, lexicon),
  ];
}

function lookedAtFaults(query: string, lexicon: Lexicon): [name: string, value: string][] {
  const question = questionAt(query);
  if (question === undefined) return [];
  const [id, stone] = question.split('/');
  const known = lexicon.framework.signifiers.find((signifier) => signifier.id === id);
  if (!known) return [['question', question]];
  const fits = known.kind === 'stones' ? known.stones.some((own) => own.id === stone) : stone === undefined;
  return fits ? [] : [['question', question]];
}
