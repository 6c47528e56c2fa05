// Changes a mapping: what a column becomes, and what a question is read from.
import type { ColumnReason, Mapping, MappedQuestion, Reading } from '../../api/types';

/** `T` while it is put together, all the way down. */
export type Editable<T> = T extends readonly (infer Item)[]
  ? Editable<Item>[]
  : T extends object
    ? { -readonly [Field in keyof T]: Editable<T[Field]> }
    : T;

export type Draft = Editable<Mapping>;
export type DraftQuestion = Editable<MappedQuestion>;

/** What a person can make of a column. */
export const USES = [
  'ignore',
  'id',
  'text',
  'title',
  'received',
  'language',
  'collection',
  'choice',
  'several',
  'dyad',
  'ticks',
  'repeated',
  'triad',
  'stones',
] as const;
export type Use = (typeof USES)[number];

const USE_OF: Record<Reading['kind'], Use> = {
  choice: 'choice',
  choices_in_one_column: 'several',
  choices_in_columns: 'repeated',
  choices_ticked: 'ticks',
  triad: 'triad',
  triad_point: 'stones',
  dyad: 'dyad',
  stones: 'stones',
};

/** The columns of an answer, in their order. */
export function columnsOf(answer: Reading | Editable<Reading>): string[] {
  switch (answer.kind) {
    case 'choice':
    case 'choices_in_one_column':
    case 'dyad':
      return [answer.column];
    case 'choices_in_columns':
      return [...answer.columns];
    case 'choices_ticked':
      return answer.options.map((option) => option.column);
    case 'triad':
      return answer.corners.map((corner) => corner.column);
    case 'triad_point':
      return [answer.x, answer.y];
    case 'stones':
      return answer.stones.flatMap((stone) => [stone.x, stone.y]);
  }
}

/** The question that reads a column. */
export function questionOf(mapping: Draft, column: string): DraftQuestion | undefined {
  return mapping.questions?.find((question) => columnsOf(question.answer).includes(column));
}

/** What a column becomes. */
export function useOf(mapping: Draft, column: string): Use {
  const { story } = mapping;
  if (story.id === column) return 'id';
  if (story.text.includes(column)) return 'text';
  if (story.title === column) return 'title';
  if (story.received?.column === column) return 'received';
  if (story.language?.column === column) return 'language';
  if (story.collection?.column === column) return 'collection';
  const question = questionOf(mapping, column);
  return question ? USE_OF[question.answer.kind] : 'ignore';
}

/** Small letters, digits and dashes of a text; `taken` are ids that there are. */
export function idOf(text: string, taken: readonly string[]): string {
  const plain =
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const made = plain.join('-').slice(0, 40).replace(/-$/, '') || 'item';
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? made : `${made}-${number}`;
    if (!taken.includes(id)) return id;
  }
}

/** Forgets what a column was; of a question, all its columns. */
function free(mapping: Draft, column: string): void {
  const { story } = mapping;
  if (story.id === column) delete story.id;
  if (story.title === column) delete story.title;
  if (story.received?.column === column) delete story.received;
  if (story.language?.column === column) delete story.language;
  if (story.collection?.column === column) delete story.collection;
  story.text = story.text.filter((name) => name !== column);
  const question = questionOf(mapping, column);
  mapping.questions = mapping.questions?.filter((other) => other !== question) ?? [];
  const left = question ? columnsOf(question.answer) : [];
  mapping.ignore = [
    ...(mapping.ignore ?? []).filter((name) => name !== column && !left.includes(name)),
    ...left.filter((name) => name !== column),
  ];
}

function optionsOf(values: readonly string[], separator?: string) {
  const parts = separator
    ? values.flatMap((value) => value.split(separator).map((part) => part.trim()))
    : values;
  const taken: string[] = [];
  return [...new Set(parts)]
    .filter((part) => part !== '')
    .map((label) => {
      const id = idOf(label, taken);
      taken.push(id);
      return { id, label };
    });
}

/** The separator of cells that hold several values. */
function separatorOf(values: readonly string[]): string {
  return [';', '|', ','].find((separator) => values.some((value) => value.includes(separator))) ?? ' ';
}

/** Makes a column something else. `columns` are all, in the order of the table. */
export function setUse(mapping: Draft, columns: readonly ColumnReason[], column: string, use: Use): void {
  const place = columns.findIndex((reason) => reason.column === column);
  const reason = columns[place];
  if (!reason) return;
  const after = (count: number) => columns.slice(place, place + count).map((own) => own.column);
  const needed = use === 'triad' ? after(3) : use === 'stones' ? after(2) : [column];
  if ((use === 'triad' && needed.length < 3) || (use === 'stones' && needed.length < 2)) return;
  for (const name of needed) free(mapping, name);
  mapping.ignore = (mapping.ignore ?? []).filter((name) => !needed.includes(name));
  const { story } = mapping;
  switch (use) {
    case 'ignore':
      mapping.ignore = [...mapping.ignore, column];
      return;
    case 'id':
      story.id = column;
      return;
    case 'title':
      story.title = column;
      return;
    case 'text':
      story.text = columns
        .map((own) => own.column)
        .filter((name) => name === column || story.text.includes(name));
      return;
    case 'received':
      story.received = { column };
      return;
    case 'language':
      story.language = { column, values: {} };
      return;
    case 'collection':
      story.collection = { column, values: {} };
      return;
  }
  const values = reason.values ?? [];
  const label = (words: string) => ({ id: idOf(words, []), label: words });
  const separator = separatorOf(values);
  const answers: Record<
    Exclude<Use, 'ignore' | 'id' | 'text' | 'title' | 'received' | 'language' | 'collection'>,
    () => Editable<Reading>
  > = {
    choice: () => ({ kind: 'choice', column, options: optionsOf(values), others: 'leave_out' }),
    several: () => ({
      kind: 'choices_in_one_column',
      column,
      separator,
      options: optionsOf(values, separator),
      others: 'leave_out',
    }),
    repeated: () => ({
      kind: 'choices_in_columns',
      columns: [column],
      options: optionsOf(values),
      others: 'leave_out',
    }),
    ticks: () => ({ kind: 'choices_ticked', options: [{ ...label(column), column }] }),
    dyad: () => ({
      kind: 'dyad',
      column,
      scale: { min: 0, max: 100 },
      left: { id: 'low', label: '0' },
      right: { id: 'high', label: '100' },
      outside: 'leave_out',
    }),
    triad: () => ({
      kind: 'triad',
      whole: 100,
      corners: needed.map((name, corner) => ({ id: `corner-${corner + 1}`, label: name, column: name })),
    }),
    stones: () => ({
      kind: 'stones',
      x: { left: 'left', right: 'right' },
      y: { bottom: 'bottom', top: 'top' },
      scale: { min: 0, max: 100 },
      stones: [{ ...label(column), x: needed[0] ?? column, y: needed[1] ?? column }],
    }),
  };
  const questions = mapping.questions ?? [];
  const neighbour = questionOf(mapping, columns[place - 1]?.column ?? '');
  // A tick beside a tick is another option of the same question.
  if (use === 'ticks' && neighbour?.answer.kind === 'choices_ticked') {
    const { options } = neighbour.answer;
    options.push({
      id: idOf(
        column,
        options.map((option) => option.id),
      ),
      label: column,
      column,
    });
    return;
  }
  if (use === 'repeated' && neighbour?.answer.kind === 'choices_in_columns') {
    const { answer } = neighbour;
    answer.columns.push(column);
    const known = answer.options.map((option) => option.label);
    answer.options.push(...optionsOf(values).filter((option) => !known.includes(option.label)));
    return;
  }
  const question: DraftQuestion = {
    id: idOf(
      column,
      questions.map((other) => other.id),
    ),
    question: column,
    answer: answers[use](),
  };
  const order = (one: DraftQuestion) => columns.findIndex((own) => own.column === columnsOf(one.answer)[0]);
  mapping.questions = [...questions, question].sort((one, other) => order(one) - order(other));
}
