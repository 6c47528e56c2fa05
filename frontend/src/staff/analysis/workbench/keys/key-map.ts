// Which key does what on an analysis page. Single letters can be switched off (WCAG 2.1.4), and do nothing where text is typed.
import { ANALYSIS_PAGES, type AnalysisPage } from '../analysis-pages';

export type KeyAction =
  | { does: 'search' | 'pin' | 'help' | 'wait' }
  | { does: 'go'; page: AnalysisPage }
  | { does: 'story' | 'figure'; by: 1 | -1 };

/** The letter after `g` for each page. */
const LETTERS: Readonly<Record<string, string>> = {
  maps: 'm',
  compare: 'c',
  change: 'h',
  clusters: 'l',
  words: 'w',
};

/** The pages that there are, with their letters. */
export const PAGE_KEYS: readonly { page: AnalysisPage; letter: string }[] = ANALYSIS_PAGES.map(({ id }) => ({
  page: id,
  letter: LETTERS[id] ?? '',
}));

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  '/': { does: 'search' },
  b: { does: 'pin' },
  '?': { does: 'help' },
  g: { does: 'wait' },
  j: { does: 'story', by: 1 },
  k: { does: 'story', by: -1 },
  ']': { does: 'figure', by: 1 },
  '[': { does: 'figure', by: -1 },
};

/** What a key does; `afterG` says that `g` was pressed just before. */
export function actionOf(key: string, afterG: boolean): KeyAction | undefined {
  if (!afterG) return ACTIONS[key];
  const page = PAGE_KEYS.find(({ letter }) => letter === key)?.page;
  return page && { does: 'go', page };
}

/** Kinds of input in which a letter is no text. */
const NO_TEXT = ['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file'];

/** Whether keys belong to what has the focus: text is typed there, a list is open, or it draws. */
export function hasKeysItself(target: Element | null): boolean {
  if (!target) return false;
  if (target instanceof HTMLInputElement) return !NO_TEXT.includes(target.type);
  return target.closest('textarea, select, [contenteditable], [role=application], dialog[open]') !== null;
}

const OFF = 'sensing-keys-off';

/** Whether the analyst has switched the letters off on this computer. */
export function areOff(): boolean {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

export function switchOff(off: boolean): void {
  try {
    if (off) localStorage.setItem(OFF, '1');
    else localStorage.removeItem(OFF);
  } catch {
    // Where nothing can be stored, the choice lasts as long as the page.
  }
}
