// The printed texts for a language tag, like lib/i18n for the pages. What a language leaves out is in English.
import { baseOf } from '../../../lib/i18n/tags';
import { laidOver } from '../../../lib/i18n/translation';
import { en, type Printed, type PrintedTranslation } from './en';

export type { Printed };

type Fetch = () => Promise<PrintedTranslation>;

const FETCHED: Record<string, Fetch> = {
  ar: async () => (await import('./ar')).ar,
  pl: async () => (await import('./pl')).pl,
  sk: async () => (await import('./sk')).sk,
  so: async () => (await import('./so')).so,
  ur: async () => (await import('./ur')).ur,
  'zh-Hans': async () => (await import('./zh-Hans')).zhHans,
  'en-x-child': async () => (await import('./en-x-child')).child,
  'en-x-easy': async () => (await import('./en-x-easy')).easy,
};

/** The printed words for a tag: English, with the language and the wording laid over it. */
export async function fetchPrinted(tag: string): Promise<Printed> {
  const layers = [...new Set([baseOf(tag), tag])].map((layer) => FETCHED[layer]?.());
  return (await Promise.all(layers)).reduce<Printed>(laidOver, en);
}
