// Made-up stories over many months and rounds, whose changes are known.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BINARY } from './serve';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FRAMEWORK = resolve(HERE, '../../../src/frameworks/sheffield-send.json');

/** Whole months before this one. */
export const MONTHS = 18;
/** The first month (counted from 0) after which stories lie elsewhere. */
export const TURN = 13;
/** A month with so few stories that nothing is said of it. */
export const FEW_IN = 4;
/** How many stories a month has; the last is this one, which is not over. */
export function countOf(month: number): number {
  if (month === FEW_IN) return 4;
  return month === MONTHS ? 12 : 22 + ((month * 7) % 5);
}

/** The first day of a month, so many months before this one (of the day in UTC, as the service has it). */
export function monthsAgo(months: number, today = new Date()): string {
  const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - months, 1));
  return first.toISOString().slice(0, 10);
}

function story(month: number, k: number): Record<string, unknown> {
  const late = month >= TURN;
  // A third before the turn, two thirds after it; the same in every month but for one story.
  const there = (k + (month % 2)) % 3 < (late ? 2 : 1);
  const position = (late ? 0.7 : 0.3) + 0.02 * ((k * 7 + month * 3) % 5) + 0.015 * ((month * 5) % 4);
  return {
    title: `Month ${month + 1}, story ${k + 1}`,
    text: `Made up for testing. ${k % 4 === 0 ? 'We waited for the bus.' : 'Somebody rang back on the same day.'}`,
    answers: {
      audience: { choice: [k % 5 === 0 ? 'child' : 'family'] },
      difference: { triad: there ? [0.8, 0.12, 0.08] : [0.1, 0.1, 0.8] },
      timing: { dyad: Math.round(position * 10_000) / 10_000 },
      listened_to: { dyad: Math.round(position * 10_000) / 10_000 },
      feelings: { choice: [there ? 'relieved' : 'worried'] },
      locality: { choice: ['ABCDEFG'[k % 7]] },
    },
  };
}

interface Line extends Record<string, unknown> {
  received: string;
}

function line(month: number, k: number, received: string): Line {
  return {
    framework: 'sheffield-send',
    version: 1,
    language: 'en',
    prompt: 'moment',
    consent: { analysis: true, quotation: false },
    received,
    ...story(month, k),
  };
}

/** The rounds, each with its collection and its months. */
export const ROUNDS = [
  { round: 'baseline', collection: 'SPRING', months: [0, 6] },
  { round: 'halfway', collection: 'SUMMER', months: [6, TURN] },
  { round: 'follow-up', collection: 'AUTUMN', months: [TURN, MONTHS + 1] },
] as const;

/** Stories of `MONTHS` whole months and some of this month, by round. */
export async function importMonths(data: string): Promise<void> {
  for (const { round, collection, months } of ROUNDS) {
    const lines = Array.from({ length: months[1] - months[0] }, (_, i) => storiesOf(months[0] + i)).flat();
    await importStories(
      data,
      lines.map((own) => ({ ...own, collection })),
      round,
    );
  }
}

function storiesOf(month: number): Line[] {
  const first = monthsAgo(MONTHS - month);
  return Array.from({ length: countOf(month) }, (_, k) => {
    const day = month === MONTHS ? 1 : 1 + (k % 28);
    return line(month, k, `${first.slice(0, 8)}${String(day).padStart(2, '0')}`);
  });
}

/** Imports stories, as an operator does while the service is stopped. */
async function importStories(data: string, lines: readonly object[], round: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sensing-import-'));
  try {
    const file = join(folder, 'stories.jsonl');
    await writeFile(file, lines.map((own) => `${JSON.stringify(own)}\n`).join(''));
    const args = ['import', 'jsonl', '--cleared', '--framework', FRAMEWORK, '--data', file];
    execFileSync(BINARY, [...args, '--round', round], {
      env: { ...process.env, SENSING_DATA: data },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
