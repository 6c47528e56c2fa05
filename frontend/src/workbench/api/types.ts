// What the staff side of the API takes and gives. Some of it is hand-written, because the generated types know neither
// tuples nor which kind of answer belongs to which signifier.
import type { Answers } from '../../lib/answers';
import type { components } from '../../lib/api-types';
import type { Framework } from '../../lib/framework';

export type { Framework };

type Schemas = components['schemas'];
/** The same with answers that can be told apart. */
type Answering<T> = Omit<T, 'answers'> & { readonly answers: Answers };

export type Role = Schemas['Role'];
export type Me = Schemas['Me'];
export type FrameworkEntry = Schemas['FrameworkEntry'];

export interface TriadRegion {
  signifier: string;
  zones?: string[];
  polygon?: [number, number, number][];
}

export interface DyadRange {
  signifier: string;
  from: number;
  to: number;
}

export interface StoneRegion {
  signifier: string;
  stone: string;
  x: [number, number];
  y: [number, number];
}

/** Days from `from` (included) to `to` (not included). */
export interface DateRange {
  from?: string;
  to?: string;
}

/** The parts of a selection that can be negated. */
export interface SelectionParts {
  text?: string;
  answers?: Record<string, string[]>;
  triads?: TriadRegion[];
  dyads?: DyadRange[];
  stones?: StoneRegion[];
  received?: DateRange;
  collections?: string[];
  rounds?: string[];
  prompts?: string[];
}

/** Which stories are meant. Parts are ANDed, values within a part ORed. */
export interface Selection extends SelectionParts {
  framework?: string;
  not?: SelectionParts;
}

type Interval = [low: number, high: number] | null;

/** A count out of all who answered. */
export interface Share {
  count: number;
  share: number | null;
  interval: Interval;
}

interface ZoneShare extends Share {
  to_uniform: number | null;
}

/** Answered + not applicable + unanswered = stories in the selection. */
export interface Counts {
  answered: number;
  not_applicable: number;
  unanswered: number;
}

export type Triple = [number, number, number];

export interface Hexagons {
  across: number;
  size: number;
  cells: { x: number; y: number; count: number }[];
}

export interface TriadPattern extends Counts {
  kind: 'triad';
  zones: Record<string, ZoneShare>;
  centres: { arithmetic: Triple | null; geometric: Triple | null; delta: number };
  total_variance?: number | null;
  density?: { lattice: number; bandwidth: number; values: number[] };
  hexagons?: Hexagons;
}

export interface DyadPattern extends Counts {
  kind: 'dyad';
  quantiles: Record<'0.05' | '0.25' | '0.5' | '0.75' | '0.95', number | null>;
  fifth_shares: Share[];
  histogram: number[];
}

export interface StonePattern {
  placed: number;
  unplaced: number;
  /** Row by row from the bottom, each from the left. */
  cells: number[];
  median_x: number | null;
  median_y: number | null;
  density?: { grid: number; bandwidth: number; values: number[] };
}

export interface StonesPattern extends Counts {
  kind: 'stones';
  stones: Record<string, StonePattern>;
}

export interface ChoicePattern extends Counts {
  kind: 'choice';
  options: Record<string, Share>;
  write_ins: number;
}

export type Pattern = TriadPattern | DyadPattern | StonesPattern | ChoicePattern;

export interface Patterns {
  framework: string;
  matching: number;
  readable: number;
  fuzzy: boolean;
  warnings: string[];
  signifiers: Record<string, Pattern>;
}

export interface PatternsAsked {
  selection: Selection;
  signifiers?: string[];
  density?: { bandwidth?: number };
  hexagons?: { across: number };
}

export type Sort = 'relevance' | 'newest';

export type Found = Answering<Schemas['Found']>;

export interface SearchAsked {
  selection: Selection;
  limit?: number;
  cursor?: string;
  sort?: Sort;
}

export interface SearchAnswer {
  matching: number;
  readable: number;
  fuzzy: boolean;
  stories: Found[];
  next?: string;
}

/** A cleared story, as redacted. */
export type Story = Answering<Schemas['Story']>;

export type State = Schemas['ModerationState'];

/** A story as a moderator reads it. */
export type Queued = Answering<Schemas['QueuedStory']>;

export interface Queue extends Omit<Schemas['Queue'], 'stories'> {
  readonly stories: readonly Queued[];
}

export type Clearing = Schemas['Clearing'];
export type Withholding = Schemas['Withholding'];
/** What somebody who makes a collection says of it. Empty lists mean all. */
export type CollectionAsked = Schemas['CollectionAsked'];
/** A collection with the number of its stories. */
export type Collection = Schemas['CountedCollection'];

/** A story typed in from a paper form. */
export type Transcription = Answering<Schemas['Submission']>;
