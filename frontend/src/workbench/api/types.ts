// What the staff side of the API takes and gives. Hand-written like lib/framework.ts, because the generated types
// know neither tuples nor which kind of answer belongs to which signifier.
import type { Answers } from '../../lib/answers';
import type { Framework, Text } from '../../lib/framework';

export type { Framework };

export type Role = 'facilitator' | 'analyst' | 'moderator' | 'safeguarding-lead' | 'administrator';

export interface Me {
  name: string;
  roles: Role[];
}

export interface FrameworkEntry {
  slug: string;
  version: number;
  title: Text;
  languages: string[];
}

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

export type Interval = [low: number, high: number] | null;

/** A count out of all who answered. */
export interface Share {
  count: number;
  share: number | null;
  interval: Interval;
}

export interface ZoneShare extends Share {
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

export interface Found {
  id: string;
  framework: string;
  version: number;
  language: string;
  prompt: string;
  title: string;
  snippet: { text: string; hit: boolean }[];
  received: string;
  collection?: string;
  answers: Answers;
  redacted: boolean;
}

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
export interface Story {
  id: string;
  framework: string;
  version: number;
  language: string;
  prompt: string;
  title: string;
  text: string;
  answers: Answers;
  received: string;
  redacted: boolean;
}

/** A recording or a picture that came with a story. */
export interface Attachment {
  id: string;
  kind: 'voice' | 'picture';
  media_type: string;
  bytes: number;
}

export type State = 'held' | 'cleared' | 'withheld';

/** A story as a moderator reads it. */
export interface Queued extends Story {
  write_ins: Record<string, string>;
  consent: { analysis: boolean; quotation: boolean };
  state: State;
  reason?: string;
  counts: boolean;
  /** Whether its teller is worried about someone's safety. */
  worried: boolean;
  attachments: Attachment[];
}

export interface Queue {
  total: number;
  stories: Queued[];
  next?: number;
}

export interface Clearing {
  title?: string;
  text?: string;
  write_ins?: Record<string, string>;
}

export interface Withholding {
  reason?: string;
  counts: boolean;
}

/** What somebody who makes a collection says of it. Empty lists mean all. */
export interface CollectionAsked {
  name: string;
  framework: string;
  round?: string;
  opens?: string;
  closes?: string;
  place?: string;
  partner?: string;
  audiences?: string[];
  signifiers?: string[];
  kiosk?: boolean;
}

/** A collection with the number of its stories. */
export interface Collection {
  join_code: string;
  name: string;
  framework: string;
  round?: string;
  opens?: string;
  closes?: string;
  place?: string;
  partner?: string;
  audiences: string[];
  signifiers: string[];
  kiosk: boolean;
  /** Whether a new story may be begun today. */
  open: boolean;
  stories: number;
}

/** A story typed in from a paper form. */
export interface Transcription {
  framework: string;
  version: number;
  language: string;
  receipt: string;
  prompt: string;
  title?: string;
  text: string;
  answers: Answers;
  consent: { analysis: boolean; quotation: boolean };
  collection?: string;
  told?: string;
  worried?: boolean;
}
