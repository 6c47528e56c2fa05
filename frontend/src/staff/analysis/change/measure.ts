// What is followed over time, as one word of the address and as a figure of a request.
import type { Choice, Dyad, Interval, Selection, TrendFigure, Triad } from '../../../api/types';
import type { Lexicon } from '../../selection/lexicon';
import { selectionOf, type Part } from '../../selection/parts';
import { zonesOf } from '../../selection/zones';
import { analysis, change } from '../../texts';

export type Measure =
  | { kind: 'count' }
  | { kind: 'zone'; signifier: string; zone: string }
  | { kind: 'option'; signifier: string; option: string }
  | { kind: 'median'; signifier: string }
  /** The share of A minus the share of B. */
  | { kind: 'more' };

export type MeasureKind = Measure['kind'];

export const MEASURES: readonly MeasureKind[] = ['count', 'zone', 'option', 'median', 'more'];

/** The measure as the address has it: `count`, `zone:difference/person`, `option:services/camhs`, `median:timing`, `more`. */
export function nameOf(measure: Measure): string {
  switch (measure.kind) {
    case 'zone':
      return `zone:${measure.signifier}/${measure.zone}`;
    case 'option':
      return `option:${measure.signifier}/${measure.option}`;
    case 'median':
      return `median:${measure.signifier}`;
    default:
      return measure.kind;
  }
}

/** The measure of that name; `undefined` when the framework has none. */
export function measureNamed(name: string, lexicon: Lexicon): Measure | undefined {
  if (name === 'count' || name === 'more') return { kind: name };
  const [kind, rest = ''] = split(name, ':');
  const [signifier, what = ''] = split(rest, '/');
  switch (kind) {
    case 'zone': {
      const triad = lexicon.find('triad', signifier);
      return triad && zonesOf(triad).some((zone) => zone.name === what)
        ? { kind, signifier, zone: what }
        : undefined;
    }
    case 'option': {
      const choice = lexicon.find('choice', signifier);
      return choice?.options.some(({ id }) => id === what) ? { kind, signifier, option: what } : undefined;
    }
    case 'median':
      return lexicon.find('dyad', rest) ? { kind, signifier: rest } : undefined;
    default:
      return undefined;
  }
}

function split(text: string, at: string): [string, string | undefined] {
  const i = text.indexOf(at);
  return i < 0 ? [text, undefined] : [text.slice(0, i), text.slice(i + 1)];
}

/** The questions that a kind of measure can be of. */
export function questionsFor(kind: MeasureKind, lexicon: Lexicon): readonly (Triad | Dyad | Choice)[] {
  if (kind === 'zone') return lexicon.all('triad');
  if (kind === 'option') return lexicon.all('choice');
  return kind === 'median' ? lexicon.all('dyad') : [];
}

/** What of a question a measure can be of: the zones of a triad or the options of a choice, with their words. */
export function partsFor(measure: Measure, lexicon: Lexicon): { id: string; label: string }[] {
  if (measure.kind === 'zone') {
    const triad = lexicon.find('triad', measure.signifier);
    return triad ? zonesOf(triad).map(({ name }) => ({ id: name, label: lexicon.zone(triad, name) })) : [];
  }
  if (measure.kind === 'option') {
    const choice = lexicon.find('choice', measure.signifier);
    return choice?.options.map(({ id, label }) => ({ id, label: lexicon.say(label) })) ?? [];
  }
  return [];
}

/** The first measure of a kind, of this question if there is one; `undefined` when the framework has no such question. */
export function firstOf(kind: MeasureKind, lexicon: Lexicon, question?: string): Measure | undefined {
  if (kind === 'count' || kind === 'more') return { kind };
  const questions = questionsFor(kind, lexicon);
  const found = questions.find(({ id }) => id === question) ?? questions[0];
  if (!found) return undefined;
  if (kind === 'median') return { kind, signifier: found.id };
  if (kind === 'zone' && found.kind === 'triad')
    return { kind, signifier: found.id, zone: zonesOf(found)[0]?.name ?? '' };
  if (kind === 'option' && found.kind === 'choice')
    return { kind, signifier: found.id, option: found.options[0]?.id ?? '' };
  return undefined;
}

/** A request's selection and figure, and the triad whose centre is followed beside it. */
export interface Wanted {
  selection: Selection;
  figure: TrendFigure;
  drift: string | undefined;
}

/** What a measure asks for, of this selection (A) and B. */
export function wantedBy(
  measure: Measure,
  framework: string,
  own: readonly Part[],
  other: readonly Part[],
): Wanted {
  const selection = selectionOf(framework, own);
  switch (measure.kind) {
    case 'count':
      return { selection, figure: { figure: 'count' }, drift: undefined };
    case 'zone': {
      const { signifier, zone } = measure;
      return { selection, figure: { figure: 'zone_share', signifier, zone }, drift: signifier };
    }
    case 'option': {
      const { signifier, option } = measure;
      return { selection, figure: { figure: 'option_share', signifier, option }, drift: undefined };
    }
    case 'median': {
      const { signifier } = measure;
      return { selection, figure: { figure: 'median', signifier }, drift: undefined };
    }
    case 'more':
      return moreLikeThese(framework, own, other);
  }
}

/** What A and B have in common says which stories are counted; the rest of each says which are more and which are fewer. */
export function shared(own: readonly Part[], other: readonly Part[]) {
  const in_ = (part: Part, parts: readonly Part[]) =>
    parts.some((one) => JSON.stringify(one) === JSON.stringify(part));
  return {
    both: own.filter((part) => in_(part, other)),
    more: own.filter((part) => !in_(part, other)),
    fewer: other.filter((part) => !in_(part, own)),
  };
}

function moreLikeThese(framework: string, own: readonly Part[], other: readonly Part[]): Wanted {
  const { both, more, fewer } = shared(own, other);
  const selection = selectionOf(framework, both);
  const [one, two] = [regionOf(more), regionOf(fewer)];
  // Of two regions of one triad, the service also says how far the centre moved from one to the other.
  if (one && two && one.signifier === two.signifier)
    return {
      selection,
      figure: { figure: 'more_minus_fewer', more: one, fewer: two },
      drift: one.signifier,
    };
  return {
    selection,
    figure: {
      figure: 'share_difference',
      more: selectionOf(undefined, more),
      fewer: selectionOf(undefined, fewer),
    },
    drift: undefined,
  };
}

/** The region of a triad that these parts are, if they are nothing else. */
function regionOf(parts: readonly Part[]) {
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'triad' || only.not) return undefined;
  const { signifier, zones = [], polygon = [] } = only;
  return { signifier, ...(zones.length > 0 && { zones }), ...(polygon.length > 0 && { polygon }) };
}

/** The lowest and the highest value of a measure. */
export function rangeOf({ kind }: Measure): Interval {
  if (kind === 'count') return [0, Infinity];
  return kind === 'more' ? [-1, 1] : [0, 1];
}

/** A measure in words: the title of its figure. */
export function titleOf(measure: Measure, lexicon: Lexicon): string {
  const words = change.titles;
  switch (measure.kind) {
    case 'count':
      return words.count;
    case 'more':
      return words.more;
    case 'median':
      return words.median(lexicon.question(measure.signifier));
    default: {
      const id = measure.kind === 'zone' ? measure.zone : measure.option;
      const label = partsFor(measure, lexicon).find((part) => part.id === id)?.label ?? id;
      return words.share(label, lexicon.question(measure.signifier));
    }
  }
}

/** What lies at both ends of a dyad, where the measure is its median. */
export function endsOf(measure: Measure, lexicon: Lexicon): [left: string, right: string] | undefined {
  const dyad = measure.kind === 'median' ? lexicon.find('dyad', measure.signifier) : undefined;
  return dyad && lexicon.ends(dyad);
}

/** A and B in words, as “more” and “fewer” name them. */
export function sidesInWords(lexicon: Lexicon, own: readonly Part[], other: readonly Part[]) {
  const { both, more, fewer } = shared(own, other);
  const clauses = (parts: readonly Part[]) => lexicon.clauses(parts) || analysis.all;
  return { both: clauses(both), more: clauses(more), fewer: clauses(fewer) };
}
