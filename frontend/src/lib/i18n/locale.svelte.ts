// The current language of a page: its tag, the interface texts, and the framework's texts in it.
import { getContext, setContext } from 'svelte';
import type { Text } from '../../api/types';
import { baseOf, directionOf, marked, sayIn, variantOf, type Said } from './tags';
import { fetchWords, ownName, uiLanguage, unchecked, type Dictionary } from '.';
import { en } from './en';

export class Locale {
  /**
   * @param english What the page says in English.
   * @param fetch Finds the same in another language or wording.
   */
  constructor(
    private readonly english: Dictionary = en,
    private readonly fetch: (tag: string) => Promise<Dictionary> = fetchWords,
  ) {
    this.#spoken = { tag: 'en', words: english };
  }

  /** The tags the framework has, the default first. */
  declared: readonly string[] = $state.raw(['en']);
  /** Languages of the framework that no person has checked yet. */
  drafts: readonly string[] = $state.raw([]);
  /** The last change of language, for screen readers. */
  announcement = $state('');

  #spoken = $state.raw<{ tag: string; words: Dictionary }>({ tag: 'en', words: en });
  /** The tag that was asked for, while its texts are loading. */
  #wanted: string | undefined = $state();
  /** The tag whose texts could not be loaded. */
  #failed: string | undefined = $state();

  /** The current tag, such as `en-x-easy`. It changes together with the texts, never before them. */
  readonly tag = $derived(this.#spoken.tag);
  readonly words: Dictionary = $derived(this.#spoken.words);
  readonly variant = $derived(variantOf(this.tag));
  readonly uiLanguage = $derived(uiLanguage(this.tag));
  readonly direction = $derived(directionOf(this.tag));
  readonly fetching = $derived(this.#wanted !== undefined);
  /** The language or wording that could not be had, by the name it has for storytellers. */
  readonly failed = $derived(this.#failed && this.nameOf(this.#failed));
  /** Whether a machine wrote what is read here, and no person has checked it. */
  readonly unchecked = $derived(unchecked(this.tag) || this.drafts.includes(baseOf(this.tag)));

  /** Changes the language or variant once its texts are loaded. If they cannot be loaded, nothing changes. */
  async speak(tag: string): Promise<boolean> {
    this.#failed = undefined;
    this.#wanted = tag;
    try {
      const words = tag === 'en' ? this.english : await this.fetch(tag);
      // Someone who chooses again does not wait for what they chose before.
      if (this.#wanted !== tag) return false;
      const changed = tag !== this.tag;
      this.#spoken = { tag, words };
      if (changed) this.announcement = words.frame.nowIn(this.nameOf(tag));
    } catch {
      if (this.#wanted !== tag) return false;
      this.#failed = tag;
    }
    this.#wanted = undefined;
    return this.#failed === undefined;
  }

  /** “اردو”, or “Easy read” where a language has several wordings. */
  nameOf(tag: string): string {
    const wordings = this.declared.filter((other) => baseOf(other) === baseOf(tag));
    const wording = this.words.variants[variantOf(tag)] ?? variantOf(tag);
    if (baseOf(tag) === baseOf(this.tag) && wordings.length > 1) return wording;
    return ownName(baseOf(tag));
  }

  /** A framework text with the language it is in. */
  said(text: Text): Said {
    return sayIn(text, this.tag, this.declared);
  }

  /** A framework text for a sentence of the page: marked where it is in another language than the page. */
  mark = (text: Text): string => {
    const said = this.said(text);
    return baseOf(said.tag) === this.uiLanguage ? said.text : marked(said);
  };

  /** A framework text alone, for places that hold no markup. */
  say = (text: Text): string => this.said(text).text;
}

const KEY = Symbol('locale');

/** Makes the page's locale known to every component below. */
export function setLocale(locale: Locale): Locale {
  return setContext(KEY, locale);
}

export function getLocale(): Locale {
  return getContext<Locale>(KEY);
}
