// The shipped framework in all its languages: its draft is published as an administrator would, with the allowance for
// languages that no person has checked.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Office } from './office';

export const OWN_NAMES = {
  ar: 'العربية',
  ur: 'اردو',
  so: 'Soomaali',
  pl: 'Polski',
  sk: 'Slovenčina',
  'zh-Hans': '简体中文',
} as const;
export type Language = keyof typeof OWN_NAMES;
export const LANGUAGES = Object.keys(OWN_NAMES) as Language[];

interface Labelled {
  id: string;
  label: Record<string, string>;
}
interface Ends {
  left: Record<string, string>;
  right: Record<string, string>;
}
export interface Question {
  id: string;
  kind: 'triad' | 'dyad' | 'stones' | 'choice';
  audiences?: string[];
  corners?: Labelled[];
  left?: Labelled;
  right?: Labelled;
  stones?: Labelled[];
  x?: Ends;
  y?: { bottom: Record<string, string>; top: Record<string, string> };
}

/** The questions of the published version with all languages. */
export async function publishLanguages(office: Office): Promise<Question[]> {
  await office.post('/frameworks/sheffield-send/versions/4/publish?machine_drafts=allow', {}, 'ada');
  return (await office.get<{ signifiers: Question[] }>('/frameworks/sheffield-send')).signifiers;
}

/** Chooses a language on the start page, and waits until the page speaks it. */
export async function choose(page: Page, language: Language): Promise<void> {
  await page.locator('main').getByRole('button', { name: OWN_NAMES[language], exact: true }).click();
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
}

/** Chooses a wording of English, on any page. */
export async function chooseWording(page: Page, name: string): Promise<void> {
  await page.locator('.switch').getByRole('button', { name }).click();
  await expect.poll(() => page.locator('.switch [aria-current=true]').allInnerTexts()).toContain(name);
}
