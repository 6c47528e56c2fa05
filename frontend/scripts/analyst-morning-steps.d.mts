import type { Page } from 'playwright-core';

export interface Morning {
  /** Clicks, choices and texts typed. */
  acts: number;
}

export function morning(
  page: Page,
  framework: unknown,
  told?: (step: { name: string; acts: number; milliseconds: number }) => void,
): Promise<Morning>;
export function contradictions(seen: Morning, truth: unknown): string[];
export const MOST_ACTS: number;
