// What a figure that leaves the page must say about itself.
import { figures, format } from '../texts';

export interface About {
  /** The selection in words, with its number of stories. */
  selection: string;
  /** B in words, where there is one. */
  pinned?: string | undefined;
  /** The framework's slug. */
  framework: string;
  version: number;
  /** The last change that the answer takes into account. */
  change: number;
  /** Of what was drawn at random; `null` when nothing was. */
  seed?: number | null | undefined;
  /** The service's time zone, in which days are told; UTC where it is not known. */
  zone?: string | undefined;
}

/** The lines of it: name and value. */
export function linesOf(
  { selection, pinned, framework, version, change, seed, zone }: About,
  today: Date,
): [name: string, value: string][] {
  const words = figures.about;
  return [
    [words.selection, selection],
    ...(pinned === undefined ? [] : [[words.pinned, pinned] as [string, string]]),
    [words.framework, words.version(framework, version)],
    [words.change, String(change)],
    ...(seed === undefined
      ? []
      : [[words.seed, seed === null ? words.noSeed : String(seed)] as [string, string]]),
    [words.date, format.dayIn(today, zone)],
  ];
}

/** The name of a file, without its ending. */
export function fileName(title: string, today: Date, zone?: string): string {
  const words = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${words.slice(0, 60) || 'figure'}-${format.dayIn(today, zone)}`;
}
