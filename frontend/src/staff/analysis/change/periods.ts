// Periods as the service names them: the first day of a week, `2026-03`, `2026-Q1`, or a round's own name.
import type { Step } from '../../../api/types';
import { change } from '../../texts';

export const STEPS: readonly Step[] = ['week', 'month', 'quarter', 'round'];

const MONTHS = 12;

/** The days of a period: its first day and the day after its last. A round has none. */
export function daysOf(name: string, by: Step): [from: string, to: string] | undefined {
  if (by === 'round') return undefined;
  const first = firstDayOf(name, by);
  const end = new Date(`${first}T00:00:00Z`);
  if (by === 'week') end.setUTCDate(end.getUTCDate() + 7);
  else end.setUTCMonth(end.getUTCMonth() + (by === 'month' ? 1 : MONTHS / 4));
  return [first, end.toISOString().slice(0, 10)];
}

function firstDayOf(name: string, by: Step): string {
  if (by === 'week') return name;
  if (by === 'month') return `${name}-01`;
  const [year, quarter] = name.split('-Q');
  return `${year ?? ''}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`;
}

/** A period in words: “March 2026”, “the week of 2 March 2026”, “quarter 1 of 2026”, or the round's name. */
export function labelOf(name: string, by: Step): string {
  if (by === 'round') return name;
  const words = change.period;
  const first = firstDayOf(name, by);
  if (by === 'week') return words.week(first);
  if (by === 'month') return words.month(first);
  const [year, quarter] = name.split('-Q');
  return words.quarter(quarter ?? '', year ?? '');
}

/** A period on an axis, in two short lines: the second is the year. */
export function tickOf(name: string, by: Step): [short: string, year: string] {
  if (by === 'round') return [name, ''];
  const first = firstDayOf(name, by);
  const year = first.slice(0, 4);
  if (by === 'quarter') return [name.slice(5), year];
  return [by === 'week' ? change.period.shortDay(first) : change.period.shortMonth(first), year];
}

/** Whether this is a day of the calendar. */
export function isDay(iso: string): boolean {
  const day = new Date(`${iso}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(iso) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso);
}
