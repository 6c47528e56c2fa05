// Names for what the service takes and gives. Every type is derived from the OpenAPI document (api-types.ts).
// The document does not say how long a list is or which answer belongs to which kind of question; `Narrow` says so here,
// and the compiler checks that a narrowed type still fits the document.
import type { components, operations } from './api-types';

type Schemas = components['schemas'];
type Operation = keyof operations;

/** The JSON that an operation takes. */
type RequestBody<Op extends Operation> = operations[Op] extends {
  requestBody?: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;

/** The JSON that an operation answers with when it succeeds. */
export type ResponseBody<Op extends Operation> = {
  [Status in keyof operations[Op]['responses']]: Status extends 200 | 201
    ? operations[Op]['responses'][Status] extends { content: { 'application/json': infer Body } }
      ? Body
      : never
    : never;
}[keyof operations[Op]['responses']];

/** `T` with some fields of a narrower type. */
type Narrow<T, Fields extends Partial<T>> = Omit<T, keyof Fields> & Readonly<Fields>;

/** `T` while it is put together. */
export type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

/** The fields of `T`, without `null`. */
type NonNull<T> = { readonly [Field in keyof T]: Exclude<T[Field], null> };

// Problems.

/** A refusal by the service (RFC 9457). */
export type Problem = Pick<Schemas['Problem'], 'type' | 'status'> & Partial<Schemas['Problem']>;
/** What is wrong with one field; `field` is its path in what was sent, such as `answers.difference.triad`. */
export type FieldError = NonNullable<Problem['errors']>[number];

// Frameworks.

/** One text in several languages and variants: `{ "en": "…", "en-x-easy": "…" }`. */
export type Text = Schemas['Text'];
/** A corner, an end, a stone or an option. */
export type Option = Schemas['Labelled'];
export type Prompt = Schemas['Prompt'];
/** A framework; `machine_drafts` are its languages that nobody has checked yet. */
export type Framework = Schemas['Framework'];
/** Whether a signifier is asked of everybody, or offered after those. */
export type Ask = Schemas['Ask'];
export type Signifier = Schemas['Signifier'];
export type SignifierKind = Signifier['kind'];
export type SignifierOf<Kind extends SignifierKind> = Extract<Signifier, { kind: Kind }>;
export type Triad = SignifierOf<'triad'>;
export type Dyad = SignifierOf<'dyad'>;
export type Stones = SignifierOf<'stones'>;
export type Choice = SignifierOf<'choice'>;

export type FrameworkEntry = Schemas['FrameworkEntry'];
export type DraftEntry = Schemas['DraftEntry'];
/** What the service says about a framework document. */
export type FrameworkCheck = ResponseBody<'check_framework'>;
/** The age at which a text can be read, by a formula. */
export type ReadingAge = FrameworkCheck['reading_ages'][number];
/** What differs between two versions: a text in one language, or something else. */
export type Change = ResponseBody<'framework_changes'>['changes'][number];

// Answers.

/** The three weights of a triad, in the order of its corners. */
export type Weights = readonly [number, number, number];
/** A place in a square, from 0 to 1. */
export type Spot = readonly [x: number, y: number];

type AnswerFields = Exclude<Schemas['AnswerInput'], string>;
type AnswerField = 'triad' | 'dyad' | 'stones' | 'choice';

/** An answer with this field, of a type that fits the document. */
type AnswerWith<
  Field extends AnswerField,
  Value extends AnswerFields[Field] = NonNullable<AnswerFields[Field]>,
> = { readonly [Name in Field]: Value };

/** How an answer was given. */
export type InputMode = Schemas['InputMode'];
type WithInput = Pick<NonNull<AnswerFields>, 'input'>;

export type TriadAnswer = AnswerWith<'triad', Weights> & WithInput;
export type DyadAnswer = AnswerWith<'dyad'> & WithInput;
export type StonesAnswer = AnswerWith<'stones', Readonly<Record<string, Spot>>> & WithInput;
export type ChoiceAnswer = AnswerWith<'choice'> & Pick<NonNull<AnswerFields>, 'write_in'>;

/** What was answered to one signifier. A signifier without an entry is unanswered. */
export type Answer =
  TriadAnswer | DyadAnswer | StonesAnswer | ChoiceAnswer | Extract<Schemas['AnswerInput'], string>;
export type Answers = Readonly<Record<string, Answer>>;

type WithAnswers<T extends { readonly answers?: Schemas['Submission']['answers'] }> = Omit<T, 'answers'> & {
  readonly answers: Answers;
};

// Stories, as storytellers send them and find them again.

export type Consent = Required<Schemas['Consent']>;
type Sent = NonNull<WithAnswers<RequestBody<'submit_story'>>>;
/** A story as it is sent; the receipt is made on the device. */
export type Submission = Omit<Sent, 'receipt' | 'consent'> &
  Required<Pick<Sent, 'receipt'>> & { readonly consent: Consent };
/** What the service answers to a story that it has taken. */
export type AcceptedStory = ResponseBody<'submit_story'>;
/** The story of a receipt. */
export type OpenedStory = Omit<WithAnswers<ResponseBody<'open_receipt'>>, 'consent'> & {
  readonly consent: Consent;
};
export type WithdrawnStory = ResponseBody<'withdraw_story'>;
/** A voice recording or a picture that belongs to a story. */
export type Attachment = Schemas['Attachment'];
/** What a storyteller who joins a collection sees of it. */
export type JoinedCollection = ResponseBody<'join_collection'>;

// Notices.

export type NoticeKind = Schemas['NoticeKind'];
/** A notice in one language, as everybody reads it. */
export type Notice = ResponseBody<'read_notice'>;
/** A version of a notice in the list, and with its fields and texts. */
export type NoticeEntry = Schemas['NoticeEntry'];
export type NoticeVersion = ResponseBody<'notice_version'>;
/** The fields and texts of a notice, in all its languages. */
export type NoticeDocument = Schemas['Notice'];

// Staff.

export type Role = Schemas['Role'];
export type Me = ResponseBody<'me'>;

export type ModerationState = Schemas['ModerationState'];
/** A story as a moderator reads it. */
export type QueuedStory = WithAnswers<ResponseBody<'moderation_story'>>;
export type Queue = Omit<ResponseBody<'moderation_queue'>, 'stories'> & {
  readonly stories: readonly QueuedStory[];
};
/** Who changed a story last, what they did, and when. */
export type StoryChange = NonNullable<Schemas['Problem']['changed']>;
export type ClearRequest = NonNull<RequestBody<'clear_story'>>;
export type WithholdRequest = NonNull<RequestBody<'withhold_story'>>;

/** A collection with the number of its stories. */
export type Collection = ResponseBody<'list_collections'>['collections'][number];
/** What is said to make a collection. Empty lists mean all. */
export type CollectionRequest = RequestBody<'add_collection'>;
/** A story typed in from a paper form. */
export type Transcription = WithAnswers<RequestBody<'transcribe_story'>>;

// Selections.

/** From low to high. */
export type Interval = readonly [low: number, high: number];
export type TriadRegion = Narrow<Schemas['TriadRegion'], { polygon?: readonly Weights[] }>;
export type DyadRange = Required<Schemas['DyadRange']>;
export type StoneRegion = Narrow<Required<Schemas['StoneRegion']>, { x: Interval; y: Interval }>;
/** Days from `from` (included) to `to` (not included). */
export type DateRange = NonNull<Schemas['DateRange']>;

interface NarrowedParts {
  triads?: readonly TriadRegion[];
  dyads?: readonly DyadRange[];
  stones?: readonly StoneRegion[];
  received?: DateRange;
}
/** The parts of a selection that can be negated. */
export type SelectionParts = Narrow<NonNull<Schemas['NotSelected']>, NarrowedParts>;
/** Which stories are meant. Parts are ANDed, values within a part ORed. */
export type Selection = Narrow<NonNull<Schemas['Selection']>, NarrowedParts & { not?: SelectionParts }>;

// Patterns and search.

export type PatternsRequest = RequestBody<'patterns'>;
/** Answered + not applicable + unanswered + not asked = stories in the selection. */
export type Counts = Schemas['Replies'];
/** A count out of all who answered. */
export type Share = Narrow<Schemas['CountAndShare'], { interval?: Interval | null }>;
type ZoneShare = Narrow<Schemas['ZoneShare'], { interval?: Interval | null }>;
type Centres = Narrow<Schemas['Centres'], { arithmetic?: Weights | null; geometric?: Weights | null }>;
export type StonePattern = Schemas['StonePattern'];

type PatternOf<Kind extends Schemas['Pattern']['kind']> = Extract<Schemas['Pattern'], { kind: Kind }>;
export type TriadPattern = Narrow<
  PatternOf<'triad'>,
  { zones: Readonly<Record<string, ZoneShare>>; centres: Centres }
>;
export type DyadPattern = Narrow<PatternOf<'dyad'>, { fifth_shares: readonly Share[] }>;
export type StonesPattern = PatternOf<'stones'>;
export type ChoicePattern = Narrow<PatternOf<'choice'>, { options: Readonly<Record<string, Share>> }>;
export type Pattern = TriadPattern | DyadPattern | StonesPattern | ChoicePattern;
export type Patterns = Narrow<ResponseBody<'patterns'>, { signifiers: Readonly<Record<string, Pattern>> }>;

export type Sort = Schemas['Sort'];
export type SearchRequest = RequestBody<'search'>;
/** One story in the results of a search. */
export type SearchHit = WithAnswers<ResponseBody<'search'>['stories'][number]>;
export type SearchResults = Omit<ResponseBody<'search'>, 'stories'> & {
  readonly stories: readonly SearchHit[];
};
/** A place on the map of a signifier. */
export type NearPlace = Schemas['NearPlace'] & { readonly signifier: string };
/** A cleared story, as redacted. */
export type Story = WithAnswers<ResponseBody<'read_story'>>;

/** A saved view: what an analysis page had in its address, under a name. */
export type View = ResponseBody<'list_views'>['views'][number];
export type ViewRequest = RequestBody<'save_view'>;

// Exports.

/** A request for an export. */
export type ExportEntry = Narrow<Schemas['ExportBody'], { selection: Selection }>;
/** The requests for exports that this account sees. */
export type Exports = Narrow<
  ResponseBody<'list_exports'>,
  { own: readonly ExportEntry[]; others: readonly ExportEntry[] }
>;
export type ExportState = ExportEntry['state'];
export type ExportRequest = RequestBody<'ask_for_export'>;

// Comparisons, clusters and words.

export type ComparisonRequest = RequestBody<'compare'>;
export type Measure = Schemas['Measure'];
export type ComparedGroup = Schemas['ComparedGroup'];
/** The result for one signifier, or one stone. */
export type ComparisonResult = Narrow<Schemas['ComparisonResult'], { interval?: Interval | null }>;
/** How groups differ on one signifier. */
export type Difference = Schemas['Difference'];
export type DifferenceOf<Kind extends Difference['kind']> = Extract<Difference, { kind: Kind }>;
export type TableDifference = Schemas['TableDifference'];
export type Comparison = Narrow<Schemas['ComparisonBody'], { results: readonly ComparisonResult[] }>;
/** Long work that goes on while the page asks how far it has come. */
export type Job = Schemas['Job'];

export type AssociationsRequest = RequestBody<'associations'>;
export type Associations = ResponseBody<'associations'>;
/** How far two signifiers go together. */
export type Association = Schemas['AssociationBody'];
export type NotEstimable = Schemas['NotEstimable'];
/** The table of a pair. */
export type PairTable = Schemas['PairTableBody'];
export type PairCell = Schemas['CellBody'];

export type ClustersRequest = RequestBody<'clusters'>;
export type ClusterMethod = Schemas['ClusterMethod'];
/** A cluster's mean position on a signifier, in the form of an answer. */
export type Position = Schemas['Position'];
export type Cluster = Narrow<Schemas['ClusterBody'], { near?: NearSelection | null }>;
/** A selection that comes close to a cluster. */
export type NearSelection = Narrow<Schemas['NearSelection'], { selection: Selection }>;
export type Clusters = Narrow<Schemas['ClustersBody'], { clusters: readonly Cluster[] }>;
export type NeighboursRequest = RequestBody<'neighbours'>;
/** The stories that were signified most like one story. */
export type Neighbours = ResponseBody<'neighbours'>;

export type WordsRequest = RequestBody<'words'>;
/** A word with how many stories of both sides contain it. */
export type KeyTerm = Schemas['KeyTerm'];
export type Words = ResponseBody<'words'>;

// Changes over time.

export type TrendsRequest = RequestBody<'trends'>;
/** The length of periods. */
export type Step = Schemas['Step'];
/** A figure to follow. */
export type TrendFigure = Schemas['Figure'];
/** What a value says of routine variation. */
export type Nature = Schemas['Nature'];
export type SignalRule = Schemas['SignalRule'];
export type Variation = Schemas['Variation'];
export type Assurance = Schemas['Assurance'];
export type PeriodChange = Narrow<Schemas['PeriodChange'], { interval?: Interval | null }>;
/** A part of a series with one centre line. */
export type TrendSegment = Narrow<Schemas['Segment'], { limits?: Interval | null }>;
/** How a trend is drawn and read. */
export type TrendChart = Narrow<
  Schemas['Chart'],
  { segments: readonly TrendSegment[]; changes: readonly PeriodChange[] }
>;
/** A value of one period. Of a period with few stories there is none, and not even their number. */
export type TrendPoint = Narrow<Schemas['TrendPoint'], { interval?: Interval | null }>;
export type Trend = Omit<Schemas['Trend'], 'points' | 'chart'> & {
  readonly points: readonly TrendPoint[];
  readonly chart?: TrendChart | null;
};
/** A figure over time. */
export type FigureTrend = Trend & { readonly along?: Trend | null };
type CornerChange = Narrow<Schemas['CornerChange'], { interval?: Interval | null }>;
/** The path of a triad's centre. */
export type Drift = Omit<Schemas['Drift'], 'change'> & {
  readonly change?:
    (Omit<Schemas['DriftChange'], 'corners'> & { readonly corners: readonly CornerChange[] }) | null;
};
export type Trends = Omit<ResponseBody<'trends'>, 'trends' | 'drift'> & {
  readonly trends: readonly FigureTrend[];
  readonly drift: Readonly<Record<string, Drift>>;
};

// Imports.

/** A first mapping of a table, with a reason for each column. */
export type Guess = Schemas['Guess'];
/** What each column of a table becomes. */
export type Mapping = Schemas['Mapping'];
export type MappedQuestion = Schemas['Question'];
export type Reading = MappedQuestion['answer'];
export type DateFormat = Schemas['DateFormat'];
export type Permission = Schemas['Permission'];
/** What a column was guessed to become, and why. */
export type ColumnReason = Schemas['Reason'];
/** What a table becomes by a mapping. */
export type ImportPreview = Schemas['Preview'];
export type ImportReport = Schemas['ImportReport'];
/** What is said about rows that were taken, or about the whole table. */
export type ImportRemark = Schemas['Remark'];
export type RejectedRow = Schemas['Rejected'];
