// How the stories of a selection divide: into clusters, and what is in none and why.
import type { Clusters } from '../../../api/types';
import { numberCell, textCell, type FigureTable } from '../../figures/table';
import { isFew, type Told } from '../../selection/small';
import { clusters as texts, format } from '../../texts';
import { GRID, INK, BRAND, QUIET, textBlock, type Drawing, type Mark } from '../../figures/drawing';
import { nameOf, type Names } from './names';

const words = texts.division;

export interface Division {
  label: string;
  /** Nothing where it is not told: few, or a number from which one of few could be worked out. */
  stories: number | undefined;
  /** Of the selection. */
  share: number;
  isCluster: boolean;
}

export const titleOf = (cluster: Clusters['clusters'][number], names: Names): string =>
  nameOf(cluster, names) ?? texts.card.number(cluster.id);

export function divisionOf(clusters: Clusters, names: Names): Division[] {
  const { noise, left_out, not_shown } = clusters;
  const matching = clusters.matching ?? 0;
  const part = (label: string, told: Told, isCluster = false): Division => ({
    label,
    stories: isFew(told) ? undefined : (told ?? undefined),
    share: matching > 0 ? (told ?? 0) / matching : 0,
    isCluster,
  });
  // Where one of them is not told, their sum is not.
  const sizes = (not_shown ?? []).map(({ size }) => size);
  const hidden = sizes.some((size) => size == null)
    ? null
    : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const others = [part(words.noise, noise), part(words.hidden, hidden), part(words.left, left_out)];
  return [
    ...clusters.clusters.map((cluster) => part(titleOf(cluster, names), cluster.size, true)),
    ...others.filter(({ stories }) => stories !== 0),
  ];
}

export function divisionTable(parts: readonly Division[]): FigureTable {
  return {
    columns: [
      { label: words.part },
      { label: words.stories, number: true },
      { label: words.share, number: true },
    ],
    rows: parts.map((part) =>
      part.stories === undefined
        ? [textCell(part.label), textCell(words.notTold), numberCell(null, format.percent)]
        : [
            textCell(part.label),
            numberCell(part.stories, format.number),
            numberCell(part.share, format.percent),
          ],
    ),
  };
}

export function divisionDrawing(parts: readonly Division[]): Drawing {
  const marks: Mark[] = [];
  let y = 0;
  for (const part of parts) {
    const label = textBlock(part.label, [0, y], 300, { size: 13 });
    const height = Math.max(28, label.height + 8);
    const { share } = part;
    const text =
      part.stories === undefined ? words.notTold : `${format.number(part.stories)}, ${format.percent(share)}`;
    marks.push(
      ...label.marks,
      { kind: 'rect', at: [320, y + 4], width: 380, height: 14, fill: '#ffffff', stroke: GRID },
      {
        kind: 'rect',
        at: [320, y + 4],
        width: 380 * share,
        height: 14,
        fill: part.isCluster ? BRAND : QUIET,
      },
      { kind: 'text', at: [710, y + 16], text, size: 12, colour: INK },
    );
    y += height;
  }
  return { width: 852, height: y + 4, marks };
}
