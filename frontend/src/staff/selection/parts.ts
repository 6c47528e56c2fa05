// A selection as the parts that an analyst sees, each a chip that can be negated or taken out.
// Two ways of writing the same: `Selection` is what the API takes, `Part[]` what the page works on.
import type {
  DateRange,
  DyadRange,
  Mutable,
  Selection,
  SelectionParts,
  StoneRegion,
  TriadRegion,
} from '../../api/types';

export type Part = { not: boolean } & (
  | { kind: 'text'; text: string }
  | { kind: 'answers'; signifier: string; options: readonly string[] }
  | ({ kind: 'triad' } & TriadRegion)
  | ({ kind: 'dyad' } & DyadRange)
  | ({ kind: 'stone' } & StoneRegion)
  | { kind: 'received'; range: DateRange }
  | { kind: 'prompts'; ids: readonly string[] }
  | { kind: 'collections'; ids: readonly string[] }
  | { kind: 'rounds'; ids: readonly string[] }
);

export type PartOf<Kind extends Part['kind']> = Extract<Part, { kind: Kind }>;

const LISTS = ['prompts', 'collections', 'rounds'] as const;

function read(selected: SelectionParts, not: boolean): Part[] {
  const parts: Part[] = [];
  if (selected.text) parts.push({ not, kind: 'text', text: selected.text });
  for (const [signifier, options] of Object.entries(selected.answers ?? {}))
    parts.push({ not, kind: 'answers', signifier, options });
  for (const region of selected.triads ?? []) parts.push({ not, kind: 'triad', ...region });
  for (const range of selected.dyads ?? []) parts.push({ not, kind: 'dyad', ...range });
  for (const region of selected.stones ?? []) parts.push({ not, kind: 'stone', ...region });
  if (selected.received) parts.push({ not, kind: 'received', range: selected.received });
  for (const kind of LISTS) {
    const ids = selected[kind];
    if (ids?.length) parts.push({ not, kind, ids });
  }
  return parts;
}

function write(parts: readonly Part[]): SelectionParts {
  const selected: Mutable<SelectionParts> = {};
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
        selected.text = part.text;
        break;
      case 'answers':
        selected.answers = { ...selected.answers, [part.signifier]: part.options };
        break;
      case 'triad': {
        const { signifier, zones = [], polygon = [] } = part;
        const region = {
          signifier,
          ...(zones.length > 0 && { zones }),
          ...(polygon.length > 0 && { polygon }),
        };
        selected.triads = [...(selected.triads ?? []), region];
        break;
      }
      case 'dyad': {
        const { signifier, from, to } = part;
        selected.dyads = [...(selected.dyads ?? []), { signifier, from, to }];
        break;
      }
      case 'stone': {
        const { signifier, stone, x, y } = part;
        selected.stones = [...(selected.stones ?? []), { signifier, stone, x, y }];
        break;
      }
      case 'received':
        selected.received = part.range;
        break;
      default:
        selected[part.kind] = part.ids;
    }
  }
  return selected;
}

/** The parts of a selection, those that must hold first. */
export function partsOf(selection: Selection): Part[] {
  return [...read(selection, false), ...read(selection.not ?? {}, true)];
}

/** The selection that these parts make in a framework. */
export function selectionOf(framework: string | undefined, parts: readonly Part[]): Selection {
  const not = write(parts.filter((part) => part.not));
  return {
    ...(framework === undefined ? {} : { framework }),
    ...write(parts.filter((part) => !part.not)),
    ...(Object.keys(not).length > 0 ? { not } : {}),
  };
}

/** What a part is about. Of each such thing the page keeps one part that must hold and one that must not. */
function subjectOf(part: Part): string {
  switch (part.kind) {
    case 'answers':
    case 'triad':
    case 'dyad':
      return `${part.kind} ${part.signifier}`;
    case 'stone':
      return `stone ${part.signifier} ${part.stone}`;
    default:
      return part.kind;
  }
}

/** The part about that thing, whichever its sign; one that must hold comes first. */
export function partAbout<P extends Part>(parts: readonly Part[], subject: string): P | undefined {
  return parts.find((part) => subjectOf(part) === subject) as P | undefined;
}

/** Puts a part in the place of the one about the same thing with the same sign, or at the end. */
export function withPart(parts: readonly Part[], part: Part): Part[] {
  const same = (other: Part) => subjectOf(other) === subjectOf(part) && other.not === part.not;
  return parts.some(same) ? parts.map((other) => (same(other) ? part : other)) : [...parts, part];
}

export function without(parts: readonly Part[], part: Part): Part[] {
  return parts.filter((other) => other !== part);
}

/** Turns a part into its opposite. */
export function turned(parts: readonly Part[], part: Part): Part[] {
  const opposite = { ...part, not: !part.not };
  const kept = parts.filter(
    (other) => other === part || subjectOf(other) !== subjectOf(part) || other.not === part.not,
  );
  return kept.map((other) => (other === part ? opposite : other));
}

/** Adds a value to a list, or takes it out. */
export function toggled(values: readonly string[], value: string): string[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}
