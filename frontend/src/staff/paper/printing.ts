// Everything a form is printed with: the framework's texts in one language, the interface texts, and the collection's limits.
import { coreMinutes, minutesFor, pageEffort, wholeMinutes } from '../../lib/effort';
import { restricted } from '../../lib/collection-limits';
import { type Framework, type Text } from '../../lib/framework';
import { directionOf, sayIn, type Said } from '../../lib/i18n/tags';
import { fetchWords, type Dictionary } from '../../lib/i18n';
import { fetchPrinted, type Printed } from '../print/texts';
import { audienceQuestion } from '../../lib/framework';
import { variantOf } from '../../lib/i18n/tags';
import { audiencesOf, itemsOf, NO_LIMITS, type For, type Item, type Limits } from './form';

/** The collection that a form is printed for. */
interface ForCollection extends Limits {
  join_code: string;
  name: string;
}

export interface Printing {
  framework: Framework;
  tag: string;
  direction: 'ltr' | 'rtl';
  /** Easy read and child wording are printed larger. */
  size: 'plain' | 'easy' | 'child';
  words: Dictionary;
  printed: Printed;
  collection: ForCollection | undefined;
  audience: For;
  /** The audiences that may read this form. */
  who: string[];
  items: Item[];
  /** How long the core takes, and the questions after it. */
  minutes: { core: number; more: number };
  said: (text: Text) => Said;
  /** An audience as the framework calls it. */
  nameOf: (audience: string) => string;
}

/** Fetches the texts of a language and composes the form. Fails when they cannot be fetched. */
export async function preparePrinting(
  framework: Framework,
  tag: string,
  collection: ForCollection | undefined,
  audience: For,
): Promise<Printing> {
  const [words, printed] = await Promise.all([fetchWords(tag), fetchPrinted(tag)]);
  const limits = collection ?? NO_LIMITS;
  const said = (text: Text) => sayIn(text, tag, framework.languages);
  const options = audienceQuestion(framework)?.options ?? [];
  const variant = variantOf(tag);
  const items = itemsOf(framework, limits, audience);
  const reading = { tag, words, say: (text: Text) => said(text).text };
  const more = items.flatMap((item) =>
    item.kind === 'signifier' && item.ask === 'more' ? [item.signifier] : [],
  );
  return {
    framework,
    tag,
    direction: directionOf(tag),
    size: variant === 'easy' || variant === 'child' ? variant : 'plain',
    words,
    printed,
    collection,
    audience,
    who: audience === undefined ? audiencesOf(framework, limits) : [audience],
    items,
    minutes: {
      core: coreMinutes(restricted(framework, collection), audience, reading),
      more: wholeMinutes(
        minutesFor(
          more.map((one) => pageEffort([one], audience, reading)),
          tag,
        ),
      ),
    },
    said,
    nameOf: (id) => said(options.find((option) => option.id === id)?.label ?? {}).text || id,
  };
}
