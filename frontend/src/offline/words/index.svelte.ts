// These words in the language that the page speaks. Until a language has come, and where it says nothing: English.
import { baseOf } from '../../lib/framework';
import { laidOver } from '../../lib/i18n/translation';
import { getSpeaker, type Speaker } from '../../lib/speaker.svelte';
import { en, type OfflineWords } from './en';

export type { OfflineWords };

const fetched = import.meta.glob<{ words: object }>('./*-words.ts');
let known: Readonly<Record<string, OfflineWords>> = $state.raw({});

/** Layers for a tag, the base language first. */
function layersOf(tag: string): string[] {
  return [...new Set([baseOf(tag), tag])].filter((layer) => `./${layer}-words.ts` in fetched);
}

async function fetchWords(tag: string): Promise<void> {
  const layers = layersOf(tag);
  if (layers.length === 0 || tag in known) return;
  try {
    const found = await Promise.all(layers.map((layer) => fetched[`./${layer}-words.ts`]?.()));
    const words = found.reduce<OfflineWords>((said, layer) => laidOver(said, layer?.words), en);
    known = { ...known, [tag]: words };
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
