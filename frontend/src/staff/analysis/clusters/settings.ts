// How clusters are looked for, as a part of the address and of the request.
import type { ClusterMethod, Clusters, ClustersRequest, Patterns } from '../../../api/types';
import type { Lexicon } from '../../selection/lexicon';

export interface Settings {
  method: ClusterMethod;
  /** Ids of signifiers, in the framework's order. */
  signifiers: readonly string[];
  /** The number of clusters of k-medoids; the one that fits best when missing. */
  k?: number | undefined;
}

export const METHODS: readonly ClusterMethod[] = ['hdbscan', 'k_medoids'];
export const KS = { least: 2, most: 12 };
export const SEED = 1;
/** Resamples for the stability of clusters. */
export const RESAMPLES = 100;

/** Of the questions that are chosen at first, how many. */
const FIRST_QUESTIONS = 4;
/** The share of the stories that must have answered one of them. */
const ENOUGH = 0.6;

/** The questions by which a method can look for clusters. */
export function questionsFor(method: ClusterMethod, lexicon: Lexicon): string[] {
  const { signifiers } = lexicon.framework;
  return signifiers.filter(({ kind }) => method === 'k_medoids' || kind !== 'choice').map(({ id }) => id);
}

/** The share of the stories that answered a question. */
export function answeredShare(id: string, patterns: Patterns | undefined): number {
  const pattern = patterns?.signifiers[id];
  return pattern && patterns.matching ? pattern.answered / patterns.matching : 0;
}

/** What is chosen at first: the first triads and dyads that most storytellers answered, so that few stories are left out. */
export function firstSettings(lexicon: Lexicon, patterns: Patterns | undefined): Settings {
  const places = lexicon.framework.signifiers.filter(({ kind }) => kind === 'triad' || kind === 'dyad');
  const ids = places.map(({ id }) => id);
  const enough = ids.filter((id) => answeredShare(id, patterns) >= ENOUGH);
  return { method: 'hdbscan', signifiers: (enough.length > 0 ? enough : ids).slice(0, FIRST_QUESTIONS) };
}

export function parametersOf({ method, signifiers, k }: Settings): Record<string, string> {
  return { method, by: signifiers.join(','), ...(k !== undefined && { k: String(k) }) };
}

/** The settings at an address, or what in it there is not: a name and its value. */
export function settingsAt(
  query: string,
  lexicon: Lexicon,
): { settings: Settings | undefined; wrong: [name: string, value: string][] } {
  const given = new URLSearchParams(query);
  const [method, by, k] = ['method', 'by', 'k'].map((name) => given.get(name) ?? undefined);
  if (method === undefined && by === undefined && k === undefined) return { settings: undefined, wrong: [] };
  const known = METHODS.find((own) => own === method);
  if (!known) return { settings: undefined, wrong: [['method', method ?? '']] };
  const signifiers = (by ?? '').split(',');
  const questions = questionsFor(known, lexicon);
  const unknown = signifiers.filter((id) => !questions.includes(id));
  if (unknown.length > 0) return { settings: undefined, wrong: [['by', unknown.join(',')]] };
  const number = k === undefined ? undefined : Number(k);
  const fits = Number.isInteger(number) && (number ?? 0) >= KS.least && (number ?? 0) <= KS.most;
  if (number !== undefined && (!fits || known !== 'k_medoids')) {
    return { settings: undefined, wrong: [['k', k ?? '']] };
  }
  return { settings: { method: known, signifiers, k: number }, wrong: [] };
}

/** What the service is asked for. */
export function requestOf(
  { method, signifiers, k }: Settings,
  selection: ClustersRequest['selection'],
  language: string | undefined,
): ClustersRequest {
  return {
    ...(selection && { selection }),
    method,
    signifiers: [...signifiers],
    seed: SEED,
    describe: true,
    ...(k !== undefined && { k }),
    // Without a number, k-medoids only says which one fits.
    ...((method === 'hdbscan' || k !== undefined) && { stability: { resamples: RESAMPLES } }),
    ...(language !== undefined && { language }),
  };
}

/** The number of clusters to ask for next, when the answer only says which number fits best. */
export function nextNumber({ method, k }: Settings, { suggestion, clusters }: Clusters): number | undefined {
  return method === 'k_medoids' && k === undefined && clusters.length === 0 ? suggestion?.k : undefined;
}

/** The id of the story whose neighbours an address shows. */
export const walkAt = (query: string): string | undefined =>
  new URLSearchParams(query).get('walk') ?? undefined;
