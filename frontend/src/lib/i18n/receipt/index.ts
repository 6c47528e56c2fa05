// The words of the receipt page: those of the form, and its own.
import { fetchWords, layersOf, type Dictionary, type Translation } from '..';
import { en } from '../en';
import { laidOver } from '../translation';
import { en as own, type ReceiptWords } from './en';

/** What the receipt page says. */
export interface ReceiptDictionary extends Dictionary {
  readonly receipt: ReceiptWords;
}

/** By tag: a language, or another wording of English. */
const FETCHED: Record<string, () => Promise<{ words: Translation<ReceiptWords> }>> = {
  ar: () => import('./ar'),
  pl: () => import('./pl'),
  sk: () => import('./sk'),
  so: () => import('./so'),
  ur: () => import('./ur'),
  'zh-Hans': () => import('./zh-Hans'),
  'en-x-child': () => import('./en-x-child'),
  'en-x-easy': () => import('./en-x-easy'),
};

export const english: ReceiptDictionary = { ...en, receipt: own };

/** The words for a tag, as for the form. Fails when they cannot be fetched. */
export async function fetchReceiptWords(tag: string): Promise<ReceiptDictionary> {
  const layers = layersOf(tag).flatMap((layer) => FETCHED[layer]?.() ?? []);
  const [form, ...said] = await Promise.all([fetchWords(tag), ...layers]);
  return { ...form, receipt: said.map(({ words }) => words).reduce<ReceiptWords>(laidOver, own) };
}
