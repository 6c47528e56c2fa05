// The stories of a selection as dots, where they are few enough: from 10 to 199, of those that can be read.
import { pointOf, type Point } from '../../lib/triad';
import type { SearchHit } from '../../api/types';
import { isFew, type Told } from '../selection/small';
import { CORNERS } from './zone-outlines';

/** From so many stories on, hexagons are shown instead. */
export const HEXAGONS_FROM = 200;

/** Whether so many stories are shown as dots. */
export const areDots = (stories: Told): boolean =>
  !isFew(stories) && stories != null && stories > 0 && stories < HEXAGONS_FROM;

export interface Dot {
  story: SearchHit;
  at: Point;
}

/** Where the stories lie in a triad. */
export function dotsOf(stories: readonly SearchHit[] | undefined, triad: string): Dot[] | undefined {
  return stories?.flatMap((story) => {
    const answer = story.answers[triad];
    return typeof answer === 'object' && 'triad' in answer
      ? [{ story, at: pointOf(answer.triad, CORNERS) }]
      : [];
  });
}

/** Where the stories have placed a stone, from the left and from the bottom, 0 to 1. */
export function stonesOf(
  stories: readonly SearchHit[] | undefined,
  signifier: string,
  stone: string,
): Dot[] | undefined {
  return stories?.flatMap((story) => {
    const answer = story.answers[signifier];
    const at = typeof answer === 'object' && 'stones' in answer ? answer.stones[stone] : undefined;
    return at ? [{ story, at: { x: at[0], y: at[1] } }] : [];
  });
}
