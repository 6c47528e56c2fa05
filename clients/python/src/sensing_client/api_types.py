"""The shapes of what the service sends and receives.

Written by scripts/make_types.py from api-spec/openapi.json; not edited by hand.
"""

import sys
from typing import Any, Literal, TypeAlias, TypedDict

if sys.version_info >= (3, 11):
    from typing import NotRequired
else:
    from typing_extensions import NotRequired

About: TypeAlias = 'Literal["story", "storyteller"]'
AnswerInput: TypeAlias = 'AnswerBody | Literal["not_applicable"]'
Ask: TypeAlias = 'Literal["core", "more"]'
AskRule: TypeAlias = 'Ask | dict[str, Ask]'
Assurance: TypeAlias = 'Literal["passes", "fails", "hit_or_miss"]'
BandwidthRule: TypeAlias = 'Literal["half_scott", "lscv"]'
CentreLine: TypeAlias = 'Literal["mean", "median"]'
ChartKind: TypeAlias = 'Literal["xmr", "run", "days_between", "rounds", "values"]'
ClusterMethod: TypeAlias = 'Literal["hdbscan", "k_medoids"]'
Difference: TypeAlias = 'TriadDifference | DyadDifference | StonesDifference | ChoiceDifference'
Direction: TypeAlias = 'Literal["higher", "lower"]'
ExportState: TypeAlias = 'Literal["waiting", "agreed", "refused", "cancelled", "expired"]'
Figure: TypeAlias = 'CountFigure | ZoneShareFigure | OptionShareFigure | MedianFigure | CentreFigure | MoreMinusFewerFigure | ShareDifferenceFigure | NotApplicableFigure'
GroupedBy: TypeAlias = 'str | GroupsRequest'
InputMode: TypeAlias = 'Literal["pointer", "keyboard", "sliders", "words"]'
JobKind: TypeAlias = 'Literal["compare", "clusters"]'
JobResult: TypeAlias = 'ComparisonBody | ClustersBody'
JobState: TypeAlias = 'Literal["under_way", "done", "failed"]'
KeepTogether: TypeAlias = 'Literal["auto", "collection", "storyteller", "nothing"]'
Language: TypeAlias = str
Measure: TypeAlias = 'Literal["cliffs_delta", "energy", "cramers_v"]'
Nature: TypeAlias = 'Literal["common_cause", "improvement", "concern", "neither"]'
NotEstimable: TypeAlias = 'Literal["never_asked_together", "never_answered_together", "few_stories", "one_answer"]'
NoticeKind: TypeAlias = 'Literal["privacy", "accessibility"]'
Pattern: TypeAlias = 'TriadPattern | DyadPattern | StonesPattern | ChoicePattern'
Position: TypeAlias = 'TriadPosition | DyadPosition | StonesPosition'
ReadFrom: TypeAlias = 'Literal["permutation", "theory"]'
RegionMethod: TypeAlias = 'Literal["hotelling", "bootstrap"]'
Role: TypeAlias = 'Literal["facilitator", "analyst", "moderator", "safeguarding-lead", "administrator"]'
SignalRule: TypeAlias = 'Literal["outside", "run", "trend", "two_of_three"]'
Signifier: TypeAlias = 'TriadSignifier | DyadSignifier | StonesSignifier | ChoiceSignifier'
Step: TypeAlias = 'Literal["week", "month", "quarter", "round"]'
Tendency: TypeAlias = 'Literal["more", "as_expected", "fewer"]'
TestName: TypeAlias = 'Literal["energy", "permanova", "permdisp", "zones", "mann_whitney", "kruskal_wallis", "options", "stone_energy"]'
Text: TypeAlias = 'dict[str, str]'

Basin = TypedDict(
    "Basin",
    {
        "bottom": 'list[float]',
        "value": float,
        "pass": NotRequired['list[float] | None'],
        "depth": float,
        "standard_error": float,
        "stories": int,
        "share": float,
    },
)

DateRange = TypedDict(
    "DateRange",
    {
        "from": NotRequired['str | None'],
        "to": NotRequired['str | None'],
    },
)

DriftChange = TypedDict(
    "DriftChange",
    {
        "from": str,
        "to": str,
        "distance": float,
        "corners": 'list[CornerChange]',
    },
)

DyadRange = TypedDict(
    "DyadRange",
    {
        "signifier": str,
        "from": NotRequired[float],
        "to": NotRequired[float],
    },
)

PeriodChange = TypedDict(
    "PeriodChange",
    {
        "from": str,
        "to": str,
        "difference": float,
        "interval": NotRequired['list[float] | None'],
    },
)

Quantiles = TypedDict(
    "Quantiles",
    {
        "0.05": NotRequired['float | None'],
        "0.25": NotRequired['float | None'],
        "0.5": NotRequired['float | None'],
        "0.75": NotRequired['float | None'],
        "0.95": NotRequired['float | None'],
        "median_interval": NotRequired['list[float] | None'],
    },
)

Quarter = TypedDict(
    "Quarter",
    {
        "from": str,
        "count": int,
        "of": int,
    },
)

Segment = TypedDict(
    "Segment",
    {
        "from": int,
        "to": int,
        "since": NotRequired['str | None'],
        "values": int,
        "statistic": 'CentreLine',
        "centre": NotRequired['float | None'],
        "moving_range": NotRequired['float | None'],
        "limits": NotRequired['list[float] | None'],
        "signals": 'list[DirectedSignal]',
    },
)

Selection = TypedDict(
    "Selection",
    {
        "framework": NotRequired['str | None'],
        "text": NotRequired['str | None'],
        "answers": NotRequired['dict[str, list[str]]'],
        "triads": NotRequired['list[TriadRegion]'],
        "dyads": NotRequired['list[DyadRange]'],
        "stones": NotRequired['list[StoneRegion]'],
        "received": NotRequired['DateRange | None'],
        "collections": NotRequired['list[str]'],
        "rounds": NotRequired['list[str]'],
        "prompts": NotRequired['list[str]'],
        "not": NotRequired['NotSelected | None'],
    },
)

class AnswerBody(TypedDict):
    """The parts of an answer; exactly one of the first four is given."""

    triad: NotRequired['list[float] | None']
    dyad: NotRequired['float | None']
    stones: NotRequired['dict[str, list[float]] | None']
    choice: NotRequired['list[str] | None']
    write_in: NotRequired['str | None']
    input: NotRequired['InputMode | None']


class AssociatedSignifier(TypedDict):
    """A signifier or a stone."""

    id: str
    kind: str


class AssociationBody(TypedDict):
    """How two signifiers go together. Effects of different measures cannot be compared with each
    other.
    """

    pair: 'list[str]'
    n: NotRequired['int | None']
    fewer_than: NotRequired['int | None']
    cramers_v: NotRequired['float | None']
    v_interval: NotRequired['list[float] | None']
    rank_correlation: NotRequired['float | None']
    distance_correlation: NotRequired['float | None']
    not_estimable: NotRequired['NotEstimable | None']


class AssociationsBody(TypedDict):
    """Which signifiers go together."""

    matching: 'int | None'
    fewer_than: NotRequired['int | None']
    framework: str
    change: int
    fuzzy: bool
    partial: bool
    read_as: NotRequired['str | None']
    undecided: 'Undecided'
    warnings: 'list[str]'
    seed: int
    sampled: NotRequired['int | None']
    signifiers: 'list[AssociatedSignifier]'
    pairs: 'list[AssociationBody]'
    table: NotRequired['PairTableBody | None']


class CellBody(TypedDict):
    """A cell."""

    count: NotRequired['int | None']
    fewer_than: NotRequired['int | None']
    residual: NotRequired['float | None']
    tendency: NotRequired['Tendency | None']


class CentreAt(TypedDict):
    """The geometric centre with another δ."""

    delta: float
    geometric: NotRequired['list[float] | None']


class CentreFigure(TypedDict):
    """The weight of one corner in a triad's geometric centre."""

    signifier: str
    corner: str
    figure: 'Literal["centre"]'


class CentreRegion(TypedDict):
    """The 95 % region of a triad's geometric centre."""

    centre: 'list[float]'
    covariance: NotRequired['list[list[float]] | None']
    hotelling: NotRequired['Region | None']
    bootstrap: NotRequired['Region | None']
    show: NotRequired['RegionMethod | None']
    note: NotRequired['str | None']


class Centres(TypedDict):
    """The two centres of a triad, as weights that sum to 1."""

    arithmetic: NotRequired['list[float] | None']
    geometric: NotRequired['list[float] | None']
    delta: float
    replaced: int
    sensitivity: 'list[CentreAt]'
    sensitivity_reach: NotRequired['float | None']


class Chart(TypedDict):
    """A trend as it is drawn and read."""

    kind: 'ChartKind'
    reason: NotRequired['str | None']
    segments: 'list[Segment]'
    marks: 'list[Nature | None]'
    changes: 'list[PeriodChange]'
    better: NotRequired['Direction | None']
    target: NotRequired['float | None']
    variation: NotRequired['Variation | None']
    assurance: NotRequired['Assurance | None']


class ChoiceDifference(TypedDict):
    """How groups differ on a choice."""

    groups: 'dict[str, Replies]'
    several: bool
    table: 'TableDifference'
    options: 'dict[str, OptionDifference]'
    others: NotRequired['OtherOptions | None']
    kind: 'Literal["choice"]'


class ChoicePattern(TypedDict):
    """A choice's pattern. Where several options may be chosen, shares can sum to more than 1."""

    answered: int
    not_applicable: int
    unanswered: int
    not_asked: int
    options: 'dict[str, CountAndShare]'
    write_ins: int
    too_few: NotRequired['list[str]']
    kind: 'Literal["choice"]'


class ChoiceSignifier(TypedDict):
    """Options to choose from."""

    about: NotRequired['About']
    max: NotRequired[int]
    options: 'list[Labelled]'
    write_in: NotRequired[bool]
    kind: 'Literal["choice"]'
    id: str
    question: 'Text'
    hint: NotRequired['Text | None']
    audiences: NotRequired['list[str]']
    prompts: NotRequired['list[str]']
    ask: NotRequired['AskRule']
    not_applicable: NotRequired[bool]


class ClusterBody(TypedDict):
    """A cluster and its typical stories."""

    id: int
    size: NotRequired['int | None']
    share: NotRequired['float | None']
    stability: NotRequired['float | None']
    medoids: 'list[Medoid]'
    medoids_sampled: NotRequired['int | None']
    position: 'dict[str, Position]'
    description: NotRequired['Description | None']
    near: NotRequired['NearSelection | None']
    words: NotRequired['list[KeyTerm] | None']


class ClustersBody(TypedDict):
    """The clusters of a selection, the largest first."""

    matching: 'int | None'
    fewer_than: NotRequired['int | None']
    framework: str
    method: 'ClusterMethod'
    complete: NotRequired['int | None']
    left_out: NotRequired['int | None']
    missing: 'dict[str, int | None]'
    noise: NotRequired['int | None']
    min_cluster_size: NotRequired['int | None']
    min_samples: NotRequired['int | None']
    sampled: NotRequired['int | None']
    suggestion: NotRequired['Suggestion | None']
    not_shown: NotRequired['list[UnstableCluster] | None']
    change: int
    fuzzy: bool
    partial: bool
    read_as: NotRequired['str | None']
    undecided: 'Undecided'
    warnings: 'list[str]'
    clusters: 'list[ClusterBody]'
    labels: NotRequired['dict[str, int | None] | None']


class ClustersRequest(TypedDict):
    """The request."""

    selection: NotRequired['Selection']
    method: NotRequired['ClusterMethod']
    signifiers: NotRequired['list[str]']
    weights: NotRequired['dict[str, float]']
    min_cluster_size: NotRequired['int | None']
    min_samples: NotRequired['int | None']
    k: NotRequired['int | None']
    k_range: NotRequired['list[int] | None']
    sample: NotRequired['int | None']
    stability: NotRequired['StabilityOptions | None']
    seed: NotRequired[int]
    describe: NotRequired[bool]
    labels: NotRequired[bool]
    language: NotRequired['Language | None']


class ComparedGroup(TypedDict):
    """A group."""

    id: str
    label: str
    n: NotRequired['int | None']
    compared: bool


class ComparisonBody(TypedDict):
    """The result of a comparison."""

    matching: 'int | None'
    fewer_than: NotRequired['int | None']
    framework: str
    change: int
    fuzzy: bool
    partial: bool
    read_as: NotRequired['str | None']
    undecided: 'Undecided'
    groups: 'list[ComparedGroup]'
    results: 'list[ComparisonResult]'
    details: 'dict[str, Difference]'
    permutations: int
    seed: int
    kept_together: bool
    warnings: 'list[str]'


class ComparisonRequest(TypedDict):
    """The request."""

    selection: NotRequired['Selection']
    by: 'GroupedBy'
    signifiers: NotRequired['list[str] | None']
    permutations: NotRequired[int]
    seed: NotRequired[int]
    keep_together: NotRequired['KeepTogether']
    language: NotRequired['Language | None']


class ComparisonResult(TypedDict):
    """The result for one signifier."""

    signifier: str
    stone: NotRequired['str | None']
    test: 'TestName'
    groups: 'list[str]'
    statistic: NotRequired['float | None']
    effect: NotRequired['float | None']
    measure: 'Measure'
    interval: NotRequired['list[float] | None']
    p: NotRequired['float | None']
    q: NotRequired['float | None']
    too_few: NotRequired['list[str]']
    sentence: str
    warnings: 'list[str]'


class Contour(TypedDict):
    """The smallest region that contains a share of the mass."""

    mass: float
    level: float
    holds: float
    rings: 'list[list[list[float]]]'
    narrow: NotRequired['int | None']


class CornerChange(TypedDict):
    """How the weight of a corner changed."""

    corner: str
    difference: float
    interval: NotRequired['list[float] | None']


class CountAndShare(TypedDict):
    """A count with its share of the stories that answered."""

    count: int
    share: NotRequired['float | None']
    interval: NotRequired['list[float] | None']


class CountFigure(TypedDict):
    """The number of stories."""

    figure: 'Literal["count"]'


class DaysBetween(TypedDict):
    """The days from one story to the next, with limits and signals. Longer gaps than before mean
    fewer stories. Where nothing may be told of fewer than ten stories, a gap is from one story to
    the tenth after it.
    """

    stories: int
    gaps: 'list[Gap]'
    centre: float
    lower: float
    upper: float
    signals: 'list[Signal]'


class DensityOptions(TypedDict):
    """How to smooth, and what to read from the density of a triad."""

    bandwidth: NotRequired['float | None']
    rule: NotRequired['BandwidthRule']
    contours: NotRequired[bool]
    landscape: NotRequired[bool]


class Description(TypedDict):
    """A cluster in detail."""

    profile: 'dict[str, Profile]'
    shares: 'dict[str, dict[str, OptionShare]]'
    not_asked: 'dict[str, int]'
    quarters: 'list[Quarter]'


class DirectedSignal(TypedDict):
    """A signal of a change in one direction."""

    direction: 'Direction'
    rules: 'list[SignalRule]'
    points: 'list[int]'


class Drift(TypedDict):
    """The path of a triad's centre."""

    path: 'list[PathPoint]'
    distance: NotRequired['float | None']
    change: NotRequired['DriftChange | None']


class DyadDifference(TypedDict):
    """How groups differ on a dyad."""

    groups: 'dict[str, Replies]'
    quantiles: 'dict[str, Quantiles]'
    test: 'Test'
    pairs: 'list[DyadPair]'
    kind: 'Literal["dyad"]'


class DyadPair(TypedDict):
    """Two groups on a dyad."""

    between: 'list[str]'
    test: 'Test'
    cliffs_delta: NotRequired['float | None']
    interval: NotRequired['list[float] | None']


class DyadPattern(TypedDict):
    """A dyad's pattern."""

    answered: int
    not_applicable: int
    unanswered: int
    not_asked: int
    quantiles: 'Quantiles'
    fifths: 'list[int]'
    fifth_shares: 'list[CountAndShare]'
    histogram: 'list[int]'
    kind: 'Literal["dyad"]'


class DyadPosition(TypedDict):
    """From 0 to 1."""

    dyad: float


class DyadSignifier(TypedDict):
    """A point between two ends."""

    left: 'Labelled'
    right: 'Labelled'
    confidence: NotRequired[bool]
    kind: 'Literal["dyad"]'
    id: str
    question: 'Text'
    hint: NotRequired['Text | None']
    audiences: NotRequired['list[str]']
    prompts: NotRequired['list[str]']
    ask: NotRequired['AskRule']
    not_applicable: NotRequired[bool]


class EnergyPair(TypedDict):
    """Two groups' distance."""

    between: 'list[str]'
    energy: NotRequired['float | None']
    exact: bool
    on_lattice: NotRequired['float | None']
    effect: NotRequired['float | None']
    interval: NotRequired['list[float] | None']


class ExportBody(TypedDict):
    """A request for an export."""

    id: str
    owner: str
    own: bool
    asked: str
    state: 'ExportState'
    selection: 'Selection'
    stories: int
    format: str
    table: NotRequired['str | None']
    texts: bool
    language: str
    reason: str
    decided: NotRequired['str | None']
    decided_by: NotRequired['str | None']
    answer: NotRequired['str | None']
    last_day: NotRequired['str | None']
    downloaded: NotRequired['str | None']
    making: NotRequired['MakingBody | None']


class ExportRequest(TypedDict):
    """An export to ask for."""

    selection: NotRequired['Selection']
    format: str
    table: NotRequired['str | None']
    texts: NotRequired[bool]
    language: NotRequired['str | None']
    reason: str


class ExportsBody(TypedDict):
    """The requests for exports that an account sees, the newest first."""

    own: 'list[ExportBody]'
    others: 'list[ExportBody]'
    formats: 'list[str]'


class Fault(TypedDict):
    """One fault and its place."""

    field: str
    message: str


class FigureTrend(TypedDict):
    """One figure over time."""

    points: 'list[TrendPoint]'
    xmr: NotRequired['Xmr | None']
    days_between: NotRequired['DaysBetween | None']
    chart: NotRequired['Chart | None']
    warnings: 'list[str]'
    figure: 'Figure'
    along: NotRequired['Trend | None']


class Fragment(TypedDict):
    """A piece of a snippet."""

    text: str
    hit: bool


class Framework(TypedDict):
    """One version of a framework."""

    slug: str
    version: int
    title: 'Text'
    introduction: NotRequired['Text | None']
    languages: 'list[Language]'
    machine_drafts: NotRequired['list[Language]']
    audiences: NotRequired['list[str]']
    prompts: 'list[Prompt]'
    signifiers: 'list[Signifier]'


class FrameworkEntry(TypedDict):
    """A framework in the list."""

    slug: str
    version: int
    title: 'Text'
    languages: 'list[Language]'
    machine_drafts: NotRequired['list[Language]']
    audiences: 'list[str]'


class FrameworksBody(TypedDict):
    """The published frameworks."""

    frameworks: 'list[FrameworkEntry]'


class Gap(TypedDict):
    """The days between two stories."""

    until: str
    days: int


class GroupsRequest(TypedDict):
    """Groups in detail: exactly one of `signifier`, `rounds`, `collections` and `selections`."""

    signifier: NotRequired['str | None']
    options: NotRequired['list[str]']
    rounds: NotRequired['list[str] | None']
    collections: NotRequired['list[str] | None']
    selections: NotRequired['list[Selection] | None']
    names: NotRequired['list[str]']


class HexagonCell(TypedDict):
    """One hexagon."""

    x: float
    y: float
    count: int


class HexagonOptions(TypedDict):
    """How to bin."""

    across: int


class Hexagons(TypedDict):
    """Counts in hexagons."""

    across: int
    size: float
    cells: 'list[HexagonCell]'


class Job(TypedDict):
    """A job."""

    id: str
    kind: 'JobKind'
    name: str
    state: 'JobState'
    progress: float
    begun: str
    problem: NotRequired['Fault | None']
    result: NotRequired['JobResult | None']


class JobsBody(TypedDict):
    """The jobs of an account."""

    jobs: 'list[Job]'


class KeyTerm(TypedDict):
    """One term."""

    term: str
    selection: int
    rest: int
    selection_stories: int
    rest_stories: int
    log_odds: float
    z: float
    telling: bool


class Labelled(TypedDict):
    """A corner, an end, a stone or an option."""

    id: str
    label: 'Text'
    audiences: NotRequired['list[str]']
    exclusive: NotRequired[bool]
    retired: NotRequired[bool]


class Landscape(TypedDict):
    """The landscape of a triad."""

    values: 'list[float | None]'
    basins: 'list[Basin]'
    note: NotRequired['str | None']


class LineBody(TypedDict):
    """A row or a column."""

    id: str
    n: NotRequired['int | None']
    fewer_than: NotRequired['int | None']


class MakingBody(TypedDict):
    """How much of a file has been made."""

    read: int
    of: int


class MeBody(TypedDict):
    """The account of a request."""

    name: str
    roles: 'list[Role]'
    time_zone: str
    public_url: NotRequired['str | None']
    unfilled_notices: NotRequired['list[NoticeKind]']


class MedianFigure(TypedDict):
    """The median of a dyad."""

    signifier: str
    figure: 'Literal["median"]'


class Medoid(TypedDict):
    """A typical story."""

    id: str
    title: str


class MoreMinusFewerFigure(TypedDict):
    """The share of stories in one region minus the share in another."""

    more: 'TriadRegion'
    fewer: 'TriadRegion'
    figure: 'Literal["more_minus_fewer"]'


class NearSelection(TypedDict):
    """A selection that comes close to a cluster: that of the request, and regions of the chosen
    signifiers in which most of the cluster's stories lie, and few others. Stories that come in
    later are in it, too, when they lie there.
    """

    selection: 'Selection'
    covers: float
    precision: float


class NotApplicableFigure(TypedDict):
    """The share of stories whose tellers said that a question does not fit, of those whose tellers
    were asked.
    """

    signifier: str
    figure: 'Literal["not_applicable"]'


class NotSelected(TypedDict):
    """The negated parts of a selection; a story that matches any of them is excluded. Stories without
    an answer where a region is excluded, and stories whose text may not be read where a text is
    excluded, are left out too; `undecided` counts them.
    """

    text: NotRequired['str | None']
    answers: NotRequired['dict[str, list[str]]']
    triads: NotRequired['list[TriadRegion]']
    dyads: NotRequired['list[DyadRange]']
    stones: NotRequired['list[StoneRegion]']
    received: NotRequired['DateRange | None']
    collections: NotRequired['list[str]']
    rounds: NotRequired['list[str]']
    prompts: NotRequired['list[str]']


class OptionDifference(TypedDict):
    """How groups differ on one option."""

    test: 'Test'
    cramers_v: NotRequired['float | None']


class OptionShare(TypedDict):
    """How often an option was chosen in a cluster, and in the rest."""

    count: int
    share: NotRequired['float | None']
    rest: NotRequired['float | None']


class OptionShareFigure(TypedDict):
    """The share of a choice's answers with an option."""

    signifier: str
    option: str
    figure: 'Literal["option_share"]'


class OtherOptions(TypedDict):
    """Options that a result leaves out, because others were chosen more often."""

    options: int
    chosen: 'dict[str, int]'


class PairTableBody(TypedDict):
    """The table of a pair. A count of 1 to 9 is not told, and neither is another one from which it
    could be had by subtraction.
    """

    rows: 'list[LineBody]'
    columns: 'list[LineBody]'
    several_rows: bool
    several_columns: bool
    cells: 'list[list[CellBody]]'


class PathPoint(TypedDict):
    """A triad's centre in one period."""

    period: str
    answered: NotRequired['int | None']
    fewer_than: NotRequired['int | None']
    not_asked: NotRequired['int | None']
    geometric: NotRequired['list[float] | None']
    arithmetic: NotRequired['list[float] | None']
    step: NotRequired['float | None']
    partial: bool


class PatternsBody(TypedDict):
    """The patterns of a selection."""

    matching: 'int | None'
    fewer_than: NotRequired['int | None']
    framework: str
    readable: NotRequired['int | None']
    change: int
    fuzzy: bool
    partial: bool
    read_as: NotRequired['str | None']
    undecided: 'Undecided'
    warnings: 'list[str]'
    too_few: NotRequired['list[str]']
    signifiers: 'dict[str, Pattern]'


class PatternsRequest(TypedDict):
    """The request."""

    selection: NotRequired['Selection']
    signifiers: NotRequired['list[str] | None']
    density: NotRequired['DensityOptions | None']
    hexagons: NotRequired['HexagonOptions | None']
    region: NotRequired['RegionOptions | None']
    language: NotRequired['Language | None']


class Phrase(TypedDict):
    """A phrase."""

    phrase: str
    count: int
    stories: int


class Problem(TypedDict):
    """A problem document: why a request failed, as `application/problem+json`."""

    type: str
    title: str
    status: int
    detail: str
    errors: NotRequired['list[Fault]']
    changed: NotRequired['StoryChange | None']


class Profile(TypedDict):
    """The position of a cluster on one signifier, compared with all other stories of the selection."""

    answered: int
    cluster: NotRequired['Position | None']
    rest: NotRequired['Position | None']
    difference: NotRequired['float | None']


class Prompt(TypedDict):
    """An open question that asks for a story."""

    id: str
    text: 'Text'
    hint: NotRequired['Text | None']
    audiences: NotRequired['list[str]']


class Region(TypedDict):
    """when whole collections are resampled, the covariance estimated from them."""

    k_squared: float
    polygon: 'list[list[float]]'


class RegionOptions(TypedDict):
    """How to compute the region of a triad's centre."""

    bootstrap: NotRequired[bool]
    resamples: NotRequired[int]
    seed: NotRequired[int]
    by_collection: NotRequired['bool | None']


class Replies(TypedDict):
    """Counts of replies. Answered + not applicable + unanswered + not asked = stories."""

    answered: int
    not_applicable: int
    unanswered: int
    not_asked: int


class SearchBody(TypedDict):
    """A page of stories."""

    matching: 'int | None'
    fewer_than: NotRequired['int | None']
    readable: NotRequired['int | None']
    texts_not_shown: NotRequired[bool]
    change: int
    fuzzy: bool
    partial: bool
    read_as: NotRequired['str | None']
    undecided: 'Undecided'
    stories: 'list[SearchHit]'
    facets: 'dict[str, dict[str, int | None]]'
    facet_replies: 'dict[str, Replies]'
    next: NotRequired['str | None']


class SearchHit(TypedDict):
    """A story that was found."""

    id: str
    framework: str
    version: int
    language: 'Language'
    prompt: NotRequired['str | None']
    title: str
    snippet: 'list[Fragment]'
    received: str
    collection: NotRequired['str | None']
    answers: 'dict[str, AnswerInput]'
    not_asked: NotRequired['list[str]']
    not_shown: NotRequired['list[str]']
    redacted: bool
    quotable: bool
    score: NotRequired['float | None']


class ShareDifferenceFigure(TypedDict):
    """The share of the stories in one selection minus the share in another: more stories like these,
    fewer like those. Stories of which it cannot be said whether they are in either are left out.
    """

    more: 'Selection'
    fewer: 'Selection'
    figure: 'Literal["share_difference"]'


class Signal(TypedDict):
    """A signal of a change. What several rules find in periods that overlap is one signal."""

    rule: 'SignalRule'
    rules: 'list[SignalRule]'
    periods: 'list[int]'


class Silhouette(TypedDict):
    """How well a number of clusters fits."""

    k: int
    silhouette: float


class StabilityOptions(TypedDict):
    """Options for the stability of clusters (Hennig, 2007). For each resample, as many stories as
    were clustered, at most 4,000, are drawn with replacement; repeated stories count once. They
    are clustered again, with HDBSCAN's settings scaled down to their number, and each cluster is
    compared with the most similar new one. If a sample was clustered, the stories are drawn from
    the sample.
    """

    resamples: NotRequired[int]


class StoneDensity(TypedDict):
    """Density of a stone."""

    grid: int
    bandwidth: float
    rule: NotRequired['BandwidthRule | None']
    notes: NotRequired['list[str]']
    values: 'list[float]'


class StoneDifference(TypedDict):
    """How groups differ on one stone."""

    placed: 'dict[str, int]'
    cells: 'dict[str, list[int]]'
    medians: 'dict[str, list[float] | None]'
    energy: 'Test'
    pairs: 'list[EnergyPair]'


class StonePattern(TypedDict):
    """One stone's pattern."""

    placed: int
    unplaced: int
    cells: 'list[int]'
    mean_x: NotRequired['float | None']
    mean_y: NotRequired['float | None']
    median_x: NotRequired['float | None']
    median_y: NotRequired['float | None']
    density: NotRequired['StoneDensity | None']


class StoneRegion(TypedDict):
    """A rectangle in which a stone lies, including its borders."""

    signifier: str
    stone: str
    x: NotRequired['list[float]']
    y: NotRequired['list[float]']


class StonesAxisX(TypedDict):
    """The meaning of left and right."""

    left: 'Text'
    right: 'Text'


class StonesAxisY(TypedDict):
    """The meaning of bottom and top."""

    bottom: 'Text'
    top: 'Text'


class StonesDifference(TypedDict):
    """How groups differ on stones."""

    groups: 'dict[str, Replies]'
    stones: 'dict[str, StoneDifference]'
    kind: 'Literal["stones"]'


class StonesPattern(TypedDict):
    """The pattern of a set of stones."""

    answered: int
    not_applicable: int
    unanswered: int
    not_asked: int
    stones: 'dict[str, StonePattern]'
    too_few: NotRequired['list[str]']
    kind: 'Literal["stones"]'


class StonesPosition(TypedDict):
    """x and y of each stone."""

    stones: 'dict[str, list[float]]'


class StonesSignifier(TypedDict):
    """Stones, each placed in a square."""

    x: 'StonesAxisX'
    y: 'StonesAxisY'
    stones: 'list[Labelled]'
    kind: 'Literal["stones"]'
    id: str
    question: 'Text'
    hint: NotRequired['Text | None']
    audiences: NotRequired['list[str]']
    prompts: NotRequired['list[str]']
    ask: NotRequired['AskRule']
    not_applicable: NotRequired[bool]


class StoryChange(TypedDict):
    """Who changed a story last, what they did, and when."""

    action: str
    actor: str
    name: NotRequired['str | None']
    day: str
    at: NotRequired['str | None']
    reason: NotRequired['str | None']


class Suggestion(TypedDict):
    """A suggested number of clusters. A person decides."""

    k: int
    silhouettes: 'list[Silhouette]'


class TableCell(TypedDict):
    """One group's count in one zone or option."""

    group: str
    count: int
    share: NotRequired['float | None']
    residual: NotRequired['float | None']


class TableDifference(TypedDict):
    """How groups differ in a table of counts."""

    test: 'Test'
    cramers_v: NotRequired['float | None']
    interval: NotRequired['list[float] | None']
    cells: 'dict[str, list[TableCell]]'


class Test(TypedDict):
    """A test."""

    name: 'TestName'
    statistic: NotRequired['float | None']
    degrees: NotRequired['int | None']
    p: NotRequired['float | None']
    p_adjusted: NotRequired['float | None']
    p_from: 'ReadFrom'
    p_theory: NotRequired['float | None']


class TextCounts(TypedDict):
    """Texts whose words were counted. Of 1 to 9 stories, all three are null, and no words are listed."""

    readable: NotRequired['int | None']
    counted: NotRequired['int | None']
    words: NotRequired['int | None']


class Trend(TypedDict):
    """A figure over time."""

    points: 'list[TrendPoint]'
    xmr: NotRequired['Xmr | None']
    days_between: NotRequired['DaysBetween | None']
    chart: NotRequired['Chart | None']
    warnings: 'list[str]'


class TrendPoint(TypedDict):
    """A figure in one period."""

    period: str
    of: NotRequired['int | None']
    fewer_than: NotRequired['int | None']
    not_asked: NotRequired['int | None']
    value: NotRequired['float | None']
    interval: NotRequired['list[float] | None']
    partial: bool


class TrendsBody(TypedDict):
    """Figures over time."""

    matching: 'int | None'
    fewer_than: NotRequired['int | None']
    framework: str
    change: int
    fuzzy: bool
    partial: bool
    read_as: NotRequired['str | None']
    undecided: 'Undecided'
    by: 'Step'
    warnings: 'list[str]'
    trends: 'list[FigureTrend]'
    drift: 'dict[str, Drift]'


class TrendsRequest(TypedDict):
    """The request."""

    selection: NotRequired['Selection']
    by: 'Step'
    figures: NotRequired['list[Figure]']
    drift: NotRequired['list[str]']
    rebase: NotRequired['list[str]']
    targets: NotRequired['list[float | None]']


class TriadDensity(TypedDict):
    """Density on the lattice of 64 steps."""

    lattice: int
    bandwidth: float
    rule: NotRequired['BandwidthRule | None']
    notes: NotRequired['list[str]']
    values: 'list[float]'
    contours: NotRequired['list[Contour] | None']
    landscape: NotRequired['Landscape | None']


class TriadDifference(TypedDict):
    """How groups differ on a triad."""

    groups: 'dict[str, Replies]'
    centres: 'dict[str, list[float] | None]'
    energy: 'Test'
    permanova: 'Test'
    r_squared: NotRequired['float | None']
    permdisp: 'Test'
    dispersion: 'dict[str, float | None]'
    zones: 'TableDifference'
    pairs: 'list[EnergyPair]'
    kind: 'Literal["triad"]'


class TriadPattern(TypedDict):
    """A triad's pattern."""

    answered: int
    not_applicable: int
    unanswered: int
    not_asked: int
    zones: 'dict[str, ZoneShare]'
    centres: 'Centres'
    total_variance: NotRequired['float | None']
    region: NotRequired['CentreRegion | None']
    density: NotRequired['TriadDensity | None']
    hexagons: NotRequired['Hexagons | None']
    kind: 'Literal["triad"]'


class TriadPosition(TypedDict):
    """Three weights that sum to 1."""

    triad: 'list[float]'


class TriadRegion(TypedDict):
    """A region of a triad: zones by name, a polygon, or both (then a story must lie in one of them)."""

    signifier: str
    zones: NotRequired['list[str]']
    polygon: NotRequired['list[list[float]]']


class TriadSignifier(TypedDict):
    """A point between three corners."""

    corners: 'list[Labelled]'
    kind: 'Literal["triad"]'
    id: str
    question: 'Text'
    hint: NotRequired['Text | None']
    audiences: NotRequired['list[str]']
    prompts: NotRequired['list[str]']
    ask: NotRequired['AskRule']
    not_applicable: NotRequired[bool]


class Undecided(TypedDict):
    """Stories that are left out because it cannot be said whether they match."""

    without_answer: NotRequired['int | None']
    not_readable: NotRequired['int | None']


class UnstableCluster(TypedDict):
    """A cluster that is not shown, because it was unstable in resamples."""

    size: NotRequired['int | None']
    stability: float


class Variation(TypedDict):
    """What the latest value says."""

    nature: 'Nature'
    direction: NotRequired['Direction | None']


class WordInZone(TypedDict):
    """A word in one zone."""

    stories: int
    with_word: int
    share: NotRequired['float | None']
    interval: NotRequired['list[float] | None']
    residual: NotRequired['float | None']


class WordZones(TypedDict):
    """A word and its zones."""

    word: str
    fewer_than: NotRequired['int | None']
    answered: NotRequired['int | None']
    not_applicable: NotRequired['int | None']
    unanswered: NotRequired['int | None']
    not_asked: NotRequired['int | None']
    with_word: NotRequired['int | None']
    zones: 'dict[str, WordInZone]'
    p: NotRequired['float | None']
    cramers_v: NotRequired['float | None']


class WordsBody(TypedDict):
    """The words of a selection."""

    matching: 'int | None'
    fewer_than: NotRequired['int | None']
    framework: str
    change: int
    fuzzy: bool
    partial: bool
    read_as: NotRequired['str | None']
    undecided: 'Undecided'
    selection: 'TextCounts'
    against: 'TextCounts'
    more: 'list[KeyTerm]'
    less: 'list[KeyTerm]'
    phrases: 'list[Phrase]'
    zones: 'list[WordZones]'
    warnings: 'list[str]'


class WordsRequest(TypedDict):
    """The request."""

    selection: NotRequired['Selection']
    against: NotRequired['Selection | None']
    zones: NotRequired['ZoneWords | None']
    limit: NotRequired['int | None']
    seed: NotRequired[int]


class Xmr(TypedDict):
    """Natural process limits of a series, and the signals in it."""

    mean: float
    moving_range: float
    lower: float
    upper: float
    signals: 'list[Signal]'


class ZoneShare(TypedDict):
    """The count of a zone."""

    count: int
    share: NotRequired['float | None']
    interval: NotRequired['list[float] | None']
    to_uniform: NotRequired['float | None']


class ZoneShareFigure(TypedDict):
    """The share of a triad's answers in a zone."""

    signifier: str
    zone: str
    figure: 'Literal["zone_share"]'


class ZoneWords(TypedDict):
    """Words whose zones are counted."""

    signifier: str
    words: 'list[str]'
