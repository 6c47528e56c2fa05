// How much there is to read and to press on the pages of a form, and how many minutes that takes. The writing of the story
// is not counted. Every “about … minutes” comes from here.
import {
  audienceAsked,
  optionsFor,
  pagesOf,
  promptsFor,
  questionsFor,
  type Framework,
  type Signifier,
  type Text,
} from './framework';
import { baseOf, variantOf } from './i18n/tags';
import type { Dictionary } from './i18n';
import { SEARCHED_FROM } from './long-choice';

/** What a page asks of a person. */
export interface Effort {
  words: number;
  taps: number;
}

/** In which words the pages are read. */
export interface Reading {
  tag: string;
  words: Dictionary;
  say: (text: Text) => string;
}

const WORDS_A_MINUTE = 200;
/** People for whom these wordings are written read more slowly. */
const SLOWER: Readonly<Record<string, number>> = { easy: 100, child: 120 };
const TAPS_A_MINUTE = 20;
/** What is read of a long list that is searched. */
const WORDS_OF_A_SEARCH = 10;

/** Minutes for all of these together, in the wording of a tag. */
export function minutesFor(efforts: readonly Effort[], tag: string): number {
  const speed = SLOWER[variantOf(tag)] ?? WORDS_A_MINUTE;
  return efforts.reduce((sum, { words, taps }) => sum + words / speed + taps / TAPS_A_MINUTE, 0);
}

/** Whole minutes, as they are said. */
export function wholeMinutes(minutes: number): number {
  return Math.max(1, Math.round(minutes));
}

/** The number of words in these texts. Scripts without spaces are taken apart by the browser. */
export function wordsIn(texts: readonly string[], tag: string): number {
  const text = texts.join('\n');
  if (!('Segmenter' in Intl)) return text.split(/\s+/).filter(Boolean).length;
  const segments = new Intl.Segmenter(baseOf(tag), { granularity: 'word' }).segment(text);
  let count = 0;
  for (const { isWordLike } of segments) if (isWordLike) count += 1;
  return count;
}

/** A page of questions. */
export function pageEffort(
  page: readonly Signifier[],
  audience: string | undefined,
  { tag, words, say }: Reading,
): Effort {
  const { enough, otherWays, doesNotFit } = words.question;
  const around = [words.frame.next, enough, otherWays, page.length > 1 ? words.question.several : ''];
  const efforts = page.map((signifier): Effort => {
    const { texts, taps, found = 0 } = partsOf(signifier, audience, { tag, words, say });
    const fits = signifier.not_applicable && page.length === 1 ? [doesNotFit] : [];
    const read = [signifier.question, ...(signifier.hint ? [signifier.hint] : [])].map(say);
    return { words: wordsIn([...read, ...texts, ...fits], tag) + found, taps };
  });
  return sumOf([{ words: wordsIn(around, tag), taps: 1 }, ...efforts]);
}

/** What there is to choose from, and the taps that it takes. */
function partsOf(
  signifier: Signifier,
  audience: string | undefined,
  { tag, words, say }: Reading,
): { texts: string[]; taps: number; found?: number } {
  const lists = variantOf(tag) === 'easy';
  if (signifier.kind === 'triad') {
    const labels = signifier.corners.map(({ label }) => say(label));
    const [a = '', b = '', c = ''] = labels;
    const { two, three } = words.triad;
    const pairs = lists ? [two(a, b), two(b, c), two(a, c), three] : [];
    return { texts: [...labels, ...pairs], taps: 1 };
  }
  if (signifier.kind === 'dyad') {
    const ends = [say(signifier.left.label), say(signifier.right.label)];
    const between = lists ? [...ends.map(words.dyad.nearer), words.dyad.middle] : [];
    return { texts: [...ends, ...between], taps: 1 };
  }
  if (signifier.kind === 'stones') {
    const { x, y, stones } = signifier;
    const axes = [x.left, x.right, y.bottom, y.top];
    return { texts: [...axes, ...stones.map(({ label }) => label)].map(say), taps: 2 * stones.length };
  }
  const options = optionsFor(signifier, audience);
  if (options.length >= SEARCHED_FROM) return { texts: [], taps: 2, found: WORDS_OF_A_SEARCH };
  return { texts: options.map(({ label }) => say(label)), taps: (signifier.max ?? 1) > 1 ? 2 : 1 };
}

/** The start page, with the question who is telling where that is asked. */
function startEffort(framework: Framework, { tag, words, say }: Reading): Effort {
  const { heading, what, takes, button, haveCode, happensHeading, exitHeading } = words.start;
  const audience = audienceAsked(framework);
  const options = audience
    ? [audience.question, ...optionsFor(audience, undefined).map(({ label }) => label)]
    : [];
  const own = [heading, what, takes(5), button, haveCode, happensHeading, exitHeading];
  return { words: wordsIn([...own, ...[framework.title, ...options].map(say)], tag), taps: audience ? 2 : 1 };
}

/** The choice of a prompt; nothing where there is only one. */
export function promptEffort(framework: Framework, audience: string | undefined, reading: Reading): Effort {
  const prompts = promptsFor(framework, audience);
  if (prompts.length < 2) return { words: 0, taps: 0 };
  const { tag, words, say } = reading;
  const hints = prompts.flatMap(({ hint }) => (hint ? [hint] : []));
  const shown = [...prompts.map(({ text }) => text), ...hints].map(say);
  const texts = [words.prompt.question, words.frame.next, ...shown];
  return { words: wordsIn(texts, tag), taps: 2 };
}

/** The page for the story, without the writing. */
export function storyEffort({ tag, words }: Reading): Effort {
  const { story, danger, frame, start, voice, worried } = words;
  const notice = [danger.nobodyReplies, danger.now, danger.childline, danger.passedOn, start.noNames];
  const fields = [story.text, story.hint, voice.start, worried.label, story.also, start.happensHeading];
  const texts = [story.question, ...notice, ...fields, frame.next];
  return { words: wordsIn(texts, tag), taps: 1 };
}

/** Consent, and the check before sending. */
export function endEffort({ tag, words }: Reading): { consent: Effort; check: Effort } {
  const { consent, check, frame } = words;
  const { question, analysis, quotation, yes, no, aboutHeading } = consent;
  const asked = [question, analysis, yes, no, quotation, yes, no, aboutHeading];
  return {
    consent: { words: wordsIn([...asked, frame.next], tag), taps: 3 },
    check: {
      words: wordsIn(
        [check.heading, check.story, check.consent, check.answered(9), check.send, check.more(2)],
        tag,
      ),
      taps: 1,
    },
  };
}

/** All that a storyteller is asked before sending: the core, without what is offered after it. */
function coreEfforts(framework: Framework, audience: string | undefined, reading: Reading): Effort[] {
  const { core } = questionsFor(framework, audience, undefined);
  const { consent, check } = endEffort(reading);
  return [
    startEffort(framework, reading),
    promptEffort(framework, audience, reading),
    storyEffort(reading),
    ...pagesOf(core).map((page) => pageEffort(page, audience, reading)),
    consent,
    check,
  ];
}

/** Whole minutes for the core; for those who are asked most, where the audience is not known. */
export function coreMinutes(framework: Framework, audience: string | undefined, reading: Reading): number {
  const known = audience === undefined ? audienceAsked(framework)?.options.map(({ id }) => id) : [audience];
  const minutes = (known?.length ? known : [undefined]).map((one) =>
    minutesFor(coreEfforts(framework, one, reading), reading.tag),
  );
  return wholeMinutes(Math.max(...minutes));
}

function sumOf(efforts: readonly Effort[]): Effort {
  return efforts.reduce((sum, { words, taps }) => ({ words: sum.words + words, taps: sum.taps + taps }));
}
