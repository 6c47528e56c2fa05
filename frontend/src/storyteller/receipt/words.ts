// The words of the receipt page, which says more than the form does.
import { english, fetchReceiptWords, type ReceiptDictionary } from '../../lib/i18n/receipt';
import { getLocale, Locale, setLocale } from '../../lib/i18n/locale.svelte';

/** Makes the locale of the receipt page known to every component below. */
export function setReceiptLocale(): Locale {
  return setLocale(new Locale(english, fetchReceiptWords));
}

/** The words in the language that the page speaks now. */
export function wordsOf(locale: Locale): ReceiptDictionary {
  // The only locale of this page is the one that was made above.
  return locale.words as ReceiptDictionary;
}

/** The same for the locale of the page around. */
export function getWords(): ReceiptDictionary {
  return wordsOf(getLocale());
}
