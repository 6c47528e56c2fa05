// What is wrong with a link to an analysis page, in words. A link that cannot be read, or that names what is not there, is not
// opened: it would show something else than its sender saw.
import type { FrameworkEntry } from '../../../api/types';
import type { Lexicon } from '../../selection/lexicon';
import { NAMING_PARAMETERS, namingFaults } from '../../selection/naming';
import { partsOf } from '../../selection/parts';
import { knowsPlace, nearIn } from '../../selection/near';
import { selectionAt, unreadAt, type SelectionName } from '../../selection/query';
import { analysis } from '../../texts';
import type { AnalysisPage } from './analysis-pages';

const words = analysis.link;
const SELECTIONS: readonly SelectionName[] = ['s', 'b'];

/** What of both selections cannot be read. */
export function unreadIn(query: string): string[] {
  return SELECTIONS.flatMap((name) => unreadAt(query, name).map((path) => words.unread(name, path)));
}

/** Says so if a selection is of a framework that is not there, or both are of different ones. */
export function frameworkFaults(query: string, entries: readonly FrameworkEntry[]): string[] {
  const [own, other] = SELECTIONS.map((name) => selectionAt(query, name).framework);
  const missing = [own, other].filter(
    (slug) => slug !== undefined && entries.every((entry) => entry.slug !== slug),
  );
  if (missing.length > 0) return [...new Set(missing)].map((slug) => words.noFramework(slug ?? ''));
  return other !== undefined && own !== undefined && other !== own ? [words.twoFrameworks] : [];
}

/** What both selections name and the framework does not have. */
export function unknownIn(query: string, lexicon: Lexicon): string[] {
  const faults = SELECTIONS.flatMap((name) => partsOf(selectionAt(query, name)));
  return [...new Set(faults.flatMap((part) => lexicon.unknownIn(part)))];
}

/** The place on a map that an address lists stories by, by name and value, if the framework has no such map. */
export function placeFaults(query: string, lexicon: Lexicon): [name: string, value: string][] {
  const value = new URLSearchParams(query).get('near');
  const place = value === null ? undefined : nearIn(value);
  return value !== null && place && !knowsPlace(place, lexicon) ? [['near', value]] : [];
}

/** Names of selections that cannot be read, or that name what is not selected, by parameter and value. */
export function nameFaults(query: string): [name: string, value: string][] {
  return SELECTIONS.flatMap((of) => namingFaults(query, of, partsOf(selectionAt(query, of))));
}

/** What every analysis page has in its address, and what each has besides. */
const EVERYWHERE = ['s', 'b', ...NAMING_PARAMETERS, 'sort', 'seed', 'story', 'near'];
const NAMES: Readonly<Record<AnalysisPage, readonly string[]>> = {
  maps: ['layer', 'show', 'against', 'colours', 'stones', 'pair'],
  compare: ['by', 'options', 'questions', 'question'],
  change: ['measure', 'by', 'target', 'steps'],
  clusters: ['method', 'by', 'k', 'names', 'walk'],
  words: ['against'],
};

/** The parameters of an address that a page does not have: misspelt, or of another page. */
export function unknownNames(query: string, page: AnalysisPage): [name: string, value: string][] {
  const known = [...EVERYWHERE, ...NAMES[page]];
  return [...new URLSearchParams(query)].filter(([name]) => !known.includes(name));
}
