// The language a page speaks: the storyteller's tag, our own words for it, and the framework's texts in it.
import { getContext, setContext } from 'svelte';
import { directionOf, sayIn, variantOf, type Said, type Text } from './framework';
import { dictionaryFor, uiLanguage, type Dictionary } from './i18n';

export class Speaker {
  /** The tag the storyteller reads, such as `en-x-easy`. */
  tag = $state('en');
  /** The tags the framework has, the default first. */
  declared: readonly string[] = $state.raw(['en']);

  readonly words: Dictionary = $derived(dictionaryFor(this.tag));
  readonly variant = $derived(variantOf(this.tag));
  readonly uiLanguage = $derived(uiLanguage(this.tag));
  readonly direction = $derived(directionOf(this.tag));

  /** A framework text with the language it is in. */
  said(text: Text): Said {
    return sayIn(text, this.tag, this.declared);
  }

  /** A framework text alone, for places that hold no markup. */
  say = (text: Text): string => this.said(text).text;
}

const KEY = Symbol('speaker');

/** Makes the page's speaker known to every component below. */
export function setSpeaker(speaker: Speaker): Speaker {
  return setContext(KEY, speaker);
}

export function getSpeaker(): Speaker {
  return getContext<Speaker>(KEY);
}
