// Which of the browser's voices speaks a language.
import { baseOf } from '../i18n/tags';

/** Where a language is spoken in several ways, the one heard here. */
const PREFERRED: Record<string, readonly string[]> = {
  en: ['en-gb', 'en-ie', 'en-us'],
  'zh-hans': ['zh-cn', 'zh-sg'],
};
/** Tags under which a voice for a language may be listed, other than its own. */
const ALIASES: Record<string, readonly string[]> = { 'zh-hans': ['zh-cn', 'zh-sg', 'cmn-cn', 'zh'] };

type Known = Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default'>;

/**
 * The best voice for a tag such as `en-x-easy`. Only voices on the device count: the others send every word to
 * another organisation's server, and the words may be a storyteller's own.
 */
export function voiceFor<Voice extends Known>(voices: readonly Voice[], tag: string): Voice | undefined {
  const language = baseOf(tag).toLowerCase();
  const names = [language, ...(ALIASES[language] ?? [])];
  const fitting = voices.filter(
    ({ lang, localService }) => localService && names.some((name) => speaks(lang, name)),
  );
  const order = PREFERRED[language] ?? [];
  const rank = (voice: Voice) => {
    const place = order.indexOf(named(voice.lang));
    return (place < 0 ? order.length : place) * 2 + (voice.default ? 0 : 1);
  };
  return [...fitting].sort((a, b) => rank(a) - rank(b))[0];
}

/** Android writes `en_GB`. */
function named(lang: string): string {
  return lang.toLowerCase().replaceAll('_', '-');
}

function speaks(lang: string, name: string): boolean {
  return named(lang) === name || named(lang).startsWith(`${name}-`);
}
