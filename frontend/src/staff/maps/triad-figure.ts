// A triad as a figure: its table, its sentence, and the picture that a file has.
import type { Triad } from '../../lib/framework';
import { pointOf, type Point } from '../../lib/triad';
import type { TriadPattern } from '../../api/types';
import { INK, PAPER, QUIET, textBlock, type Drawing, type Mark, type Place } from '../figures/drawing';
import { numberCell, type FigureTable } from '../figures/table';
import type { Lexicon } from '../selection/lexicon';
import { uniformShare, zonesOf } from '../selection/zones';
import { explore, format } from '../texts';
import { besideMarks } from './label-places';
import type { Layer } from './map-settings';
import { differenceSentence, shareTable, type Beside, type ShareRow } from './share-table';
import {
  cellsOf,
  comparedIn,
  differenceBy,
  differenceCells,
  hatching,
  reachOf,
  type Cell,
} from './triad-cells';
import { CORNERS, HEIGHT, WIDTH } from './zone-outlines';

export function zoneRows(
  triad: Triad,
  pattern: TriadPattern,
  { against, other }: Beside<TriadPattern>,
  lexicon: Lexicon,
): (ShareRow & { name: string })[] {
  return zonesOf(triad).map(({ place, name }) => {
    const zone = pattern.zones[name];
    const beside = other?.zones[name];
    const difference =
      other &&
      differenceBy(
        against,
        { count: zone?.count ?? 0, n: pattern.answered },
        { count: beside?.count ?? 0, n: other.answered },
      );
    return {
      name,
      label: lexicon.zone(triad, name),
      share: zone,
      other: beside,
      difference,
      more: [
        numberCell(zone?.to_uniform, format.one),
        { text: format.percent(uniformShare(place)), value: uniformShare(place) },
      ],
    };
  });
}

export function triadTable(rows: readonly ShareRow[], { against }: Beside<TriadPattern>): FigureTable {
  const words = explore.table;
  return shareTable(words.zone, rows, against, [
    { label: words.ratio, number: true },
    { label: words.even, number: true },
  ]);
}

export function triadSentence(
  rows: readonly ShareRow[],
  pattern: TriadPattern,
  { against }: Beside<TriadPattern>,
): string {
  const words = explore.sentences;
  if (against !== 'nothing')
    return `${words.answered(pattern.answered)} ${differenceSentence(rows, against)}`;
  const [first] = [...rows].sort((a, b) => (b.share?.count ?? 0) - (a.share?.count ?? 0));
  if (!first?.share?.interval) return words.answered(pattern.answered);
  const { share, interval } = first.share;
  return `${words.answered(pattern.answered)} ${words.most(first.label, share ?? 0, interval)}`;
}

/** The cells as they are drawn, whichever is asked for. */
export function cellsShown(
  triad: Triad,
  pattern: TriadPattern,
  { against, other }: Beside<TriadPattern>,
  layer: Layer,
  most: number,
): Cell[] {
  if (against === 'nothing' || !other) return cellsOf(triad, pattern, layer, most);
  return differenceCells(comparedIn(triad, pattern, other, layer, against), layer, most);
}

/** The differences of a triad over the area of whole cells, for the scale of all of them. */
export function reachOfTriads(
  pairs: readonly { triad: Triad; own: TriadPattern; other: TriadPattern }[],
  layer: Layer,
  against: Beside<TriadPattern>['against'],
): number {
  return reachOf(
    pairs.flatMap(({ triad, own, other }) =>
      comparedIn(triad, own, other, layer, against).map(({ value, difference }) =>
        difference?.clear ? value : 0,
      ),
    ),
  );
}

const CENTRE = '#d1481a';
const EVERYBODY = '#5f6868';

export function triadDrawing(
  triad: Triad,
  pattern: TriadPattern,
  beside: Beside<TriadPattern>,
  { layer, most, dots }: { layer: Layer; most: number; dots: readonly Point[] | undefined },
  lexicon: Lexicon,
): Drawing {
  const side = 520;
  const left = 166;
  const top = 24;
  const at = ({ x, y }: Point): Place => [left + (x / WIDTH) * side, top + (y / WIDTH) * side];
  const tall = (side * HEIGHT) / WIDTH;
  const corners = lexicon.corners(triad);
  const shown = dots ? [] : cellsShown(triad, pattern, beside, layer, most);
  const cells = besideMarks(shown, centresOf(pattern, beside.everybody));
  const marks: Mark[] = [
    { kind: 'text', at: [left + side / 2, 14], text: corners[0] ?? '', size: 13, anchor: 'middle' },
    ...cells.flatMap((cell) => cellMarks(cell, at, layer)),
    ...(dots ?? []).map((dot): Mark => ({
      kind: 'circle',
      at: at(dot),
      radius: 4,
      fill: '#0b5557',
      stroke: PAPER,
    })),
    { kind: 'polygon', points: CORNERS.map(at), fill: 'none', stroke: INK },
    ...centreMarks(pattern, beside.everybody, at),
    ...cells.flatMap(({ label, middle, dark }): Mark[] =>
      label
        ? [
            {
              kind: 'text',
              at: moved(at(middle), 5),
              text: label,
              anchor: 'middle',
              colour: dark ? PAPER : INK,
              bold: true,
            },
          ]
        : [],
    ),
    ...textBlock(corners[1] ?? '', [left - 120, top + tall + 8], 300, { size: 13 }).marks,
    ...textBlock(corners[2] ?? '', [left + side - 160, top + tall + 8], 300, { size: 13 }).marks,
  ];
  return { width: 852, height: Math.ceil(top + tall + 64), marks };
}

const moved = ([x, y]: Place, dy: number): Place => [x, y + dy];

function cellMarks({ outline, fill, hatched }: Cell, at: (point: Point) => Place, layer: Layer): Mark[] {
  if (outline.length < 3) return [];
  const shape: Mark = {
    kind: 'polygon',
    points: outline.map(at),
    fill,
    stroke: layer === 'density' ? fill : QUIET,
  };
  if (!hatched) return [shape];
  return [
    shape,
    ...hatching(outline, 24).map(([from, to]): Mark => ({
      kind: 'line',
      from: at(from),
      to: at(to),
      colour: QUIET,
      width: 0.8,
    })),
  ];
}

/** The outline of the region of a triad's centre; nothing where there is none. */
export function regionOfCentre({ region }: TriadPattern): Point[] | undefined {
  const found = region?.show && region[region.show];
  return found?.polygon.map((weights) => pointOf(weights as [number, number, number], CORNERS));
}

/** Where the marks of the centres are: those of the selection, and of everybody. */
export function centresOf(pattern: TriadPattern, everybody: TriadPattern | undefined): Point[] {
  const { arithmetic, geometric } = pattern.centres;
  const found = [arithmetic, geometric, everybody?.centres.geometric];
  return found.flatMap((weights) => (weights ? [pointOf(weights, CORNERS)] : []));
}

function centreMarks(
  pattern: TriadPattern,
  everybody: TriadPattern | undefined,
  at: (point: Point) => Place,
): Mark[] {
  const { arithmetic, geometric } = pattern.centres;
  const region = regionOfCentre(pattern);
  const others = everybody?.centres.geometric;
  const marks: Mark[] = [];
  if (others) marks.push(ring(at(pointOf(others, CORNERS)), EVERYBODY));
  if (region) marks.push({ kind: 'polygon', points: region.map(at), fill: 'none', stroke: CENTRE });
  if (geometric) marks.push(ring(at(pointOf(geometric, CORNERS)), CENTRE));
  if (arithmetic) {
    const [x, y] = at(pointOf(arithmetic, CORNERS));
    const points: Place[] = [
      [x, y - 9],
      [x + 9, y],
      [x, y + 9],
      [x - 9, y],
    ];
    marks.push({ kind: 'polygon', points, fill: CENTRE, stroke: PAPER });
  }
  return marks;
}

const ring = (at: Place, stroke: string): Mark => ({
  kind: 'circle',
  at,
  radius: 9,
  fill: 'none',
  stroke,
  width: 3,
});
