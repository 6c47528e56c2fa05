// What the page shows beside the selection, as a part of the address: the measure, the length of periods, a target, step changes.
import type { Step } from '../../../api/types';
import type { Lexicon } from '../../selection/lexicon';
import { measureNamed, nameOf, rangeOf, type Measure } from './measure';
import { isDay, STEPS } from './periods';

/** A day from which limits are computed again, and why. */
export interface StepChange {
  day: string;
  reason: string;
}

export interface Settings {
  measure: Measure;
  by: Step;
  target: number | undefined;
  steps: readonly StepChange[];
}

/** The largest number of step changes that the service takes. */
export const MOST_STEPS = 20;
/** Letters of a reason. */
export const LONGEST_REASON = 120;

export const START: Settings = { measure: { kind: 'count' }, by: 'month', target: undefined, steps: [] };

/** What differs from the start. */
export function parametersOf({ measure, by, target, steps }: Settings): Record<string, string> {
  return {
    ...(measure.kind !== START.measure.kind && { measure: nameOf(measure) }),
    ...(by !== START.by && { by }),
    ...(target !== undefined && { target: String(target) }),
    ...(steps.length > 0 && { steps: JSON.stringify(steps.map(({ day, reason }) => [day, reason])) }),
  };
}

/** The settings at an address, and what in it there is not: a name and its value. */
export function settingsAt(
  query: string,
  lexicon: Lexicon,
): { settings: Settings; wrong: [name: string, value: string][] } {
  const given = new URLSearchParams(query);
  const wrong: [string, string][] = [];
  const read = <T>(name: string, start: T, parse: (text: string) => T | undefined): T => {
    const text = given.get(name);
    if (text === null) return start;
    const value = parse(text);
    if (value === undefined) wrong.push([name, text]);
    return value ?? start;
  };
  const measure = read('measure', START.measure, (text) => {
    const found = measureNamed(text, lexicon);
    return found?.kind === 'more' && !given.has('b') ? undefined : found;
  });
  const by = read('by', START.by, (text) => STEPS.find((step) => step === text));
  const target = read<number | undefined>('target', undefined, (text) => targetIn(text, measure));
  const steps = read('steps', START.steps, stepsIn);
  return { settings: { measure, by, target, steps }, wrong };
}

/** Whether an address names the measure that is followed. */
export const namesMeasure = (query: string): boolean => new URLSearchParams(query).has('measure');

/** A target that a measure can have. */
export function targetIn(text: string, measure: Measure): number | undefined {
  const value = text.trim() === '' ? NaN : Number(text);
  const [low, high] = rangeOf(measure);
  return Number.isFinite(value) && value >= low && value <= high ? value : undefined;
}

function stepsIn(text: string): StepChange[] | undefined {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_STEPS) return undefined;
  const steps = given.flatMap((one: unknown): StepChange[] => {
    if (!Array.isArray(one) || one.length !== 2) return [];
    const [day, reason] = one as unknown[];
    const fits = typeof day === 'string' && isDay(day) && typeof reason === 'string';
    return fits && reason.length <= LONGEST_REASON ? [{ day, reason }] : [];
  });
  return steps.length === given.length ? ordered(steps) : undefined;
}

/** With another step change; one on the same day takes the place of the one before. */
export function withStep(steps: readonly StepChange[], step: StepChange): StepChange[] {
  return ordered([...steps.filter(({ day }) => day !== step.day), step]);
}

function ordered(steps: StepChange[]): StepChange[] {
  return steps.sort((a, b) => a.day.localeCompare(b.day));
}
