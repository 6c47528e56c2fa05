// A browser that speaks, or one that cannot: Debian's Chromium has no voices of its own.
import type { Page } from 'playwright-core';

export interface Spoken {
  text: string;
  lang: string;
}

interface Talking {
  spoken: Spoken[];
  /** Ends the sentence that is being said. */
  end: () => void;
}

type Speaking = typeof globalThis & { talking: Talking };

/**
 * Gives the page these voices. A sentence is said until {@link finish} ends it; a function `wasCut` that the test
 * exposes hears when it is cut off.
 */
export async function withVoices(page: Page, languages: readonly string[]): Promise<void> {
  await page.addInitScript((langs) => {
    interface Utterance {
      text: string;
      lang: string;
      onend?: () => void;
      onerror?: () => void;
    }
    let current: Utterance | undefined;
    const talking: Talking = {
      spoken: [],
      end() {
        const ended = current;
        current = undefined;
        ended?.onend?.();
      },
    };
    const synthesis = {
      getVoices: () =>
        langs.map((lang) => ({ lang, name: lang, voiceURI: lang, localService: true, default: false })),
      addEventListener: () => undefined,
      speak(utterance: Utterance) {
        current = utterance;
        talking.spoken.push({ text: utterance.text, lang: utterance.lang });
      },
      cancel() {
        const cut = current;
        current = undefined;
        cut?.onerror?.();
        if (!cut) return;
        talking.spoken.push({ text: '(silence)', lang: '' });
        (globalThis as { wasCut?: () => void }).wasCut?.();
      },
    };
    class FakeUtterance {
      lang = '';
      constructor(readonly text: string) {}
    }
    Object.assign(globalThis, { talking });
    Object.defineProperty(globalThis, 'speechSynthesis', { value: synthesis });
    Object.defineProperty(globalThis, 'SpeechSynthesisUtterance', { value: FakeUtterance });
  }, languages);
}

/** Takes the browser's speech away altogether. */
export async function withoutSpeech(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'speechSynthesis');
    Reflect.deleteProperty(Window.prototype, 'speechSynthesis');
  });
}

/** What was said so far; `(silence)` where it was cut off. */
export function spoken(page: Page): Promise<Spoken[]> {
  return page.evaluate(() => (globalThis as Speaking).talking.spoken);
}

/** Lets the sentence that is being said come to its end. */
export function finish(page: Page): Promise<void> {
  return page.evaluate(() => (globalThis as Speaking).talking.end());
}

/** The text that is marked as being read. */
export function marked(page: Page): Promise<string> {
  return page.evaluate(() => {
    const inBlock = document.querySelector('.aloud-now')?.textContent ?? '';
    if (!('highlights' in CSS)) return inBlock;
    const ranges = [...(CSS.highlights.get('aloud') ?? [])];
    return ranges.map((range) => String(range)).join('') || inBlock;
  });
}
