// These words in the language that the page speaks. Until a language has come, and where it says nothing: English.
import { fetchLayers } from '../../lib/i18n';
import { laidOver } from '../../lib/i18n/translation';
import { getSpeaker, type Speaker } from '../../lib/speaker.svelte';
import { en, type OfflineWords } from './en';

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

/** The words in this speaker's language; they follow it when it changes. */
export function wordsOf(speaker: Speaker): Words {
  $effect(() => void fetchWords(speaker.tag));
  return {
    get now() {
      return known[speaker.tag] ?? en;
    },
  };
}

/** The same for the speaker of the page around. */
export function getWords(): Words {
  return wordsOf(getSpeaker());
}
