// These words in the language that the page speaks. Until a language has come, and where it says nothing: English.
import { fetchLayers } from '../../lib/i18n';
import { laidOver } from '../../lib/i18n/translation';
import { getLocale, type Locale } from '../../lib/i18n/locale.svelte';
import { en, type OfflineWords } from '../../lib/i18n/offline/en';

export type { OfflineWords };

let known: Readonly<Record<string, OfflineWords>> = $state.raw({});

async function fetchWords(tag: string): Promise<void> {
  if (tag in known) return;
  try {
    const layers = await fetchLayers(tag);
    known = {
      ...known,
      [tag]: layers.reduce<OfflineWords>((said, { offline }) => laidOver(said, offline), en),
    };
  } catch {
    // English serves until the next try.
  }
}

export interface Words {
  readonly now: OfflineWords;
}

/** The words in this locale's language; they follow it when it changes. */
export function wordsOf(locale: Locale): Words {
  $effect(() => void fetchWords(locale.tag));
  return {
    get now() {
      return known[locale.tag] ?? en;
    },
  };
}

/** The same for the locale of the page around. */
export function getWords(): Words {
  return wordsOf(getLocale());
}
