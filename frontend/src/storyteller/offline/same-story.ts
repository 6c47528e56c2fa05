// Whether the service's story of a receipt is the one in the queue.
import type { Answer, Answers } from '../../lib/answers';
import type { OpenedStory } from '../../api/types';
import { cleaned } from '../../lib/text-limits';
import type { OutgoingStory } from './queued-story';

/** Weights are kept in ten-thousandths. */
const CLOSE = 0.000_2;

/** Whether both are one story: the same text and answers, and the same kinds of files. */
export function isSameStory({ story, voice, picture }: OutgoingStory, kept: OpenedStory): boolean {
  const files = (kept.attachments ?? []).map(({ kind }) => kind);
  return (
    story.framework === kept.framework &&
    story.version === kept.version &&
    story.prompt === kept.prompt &&
    plain(story.title) === plain(kept.title) &&
    plain(story.text) === plain(kept.text) &&
    story.consent.analysis === kept.consent.analysis &&
    story.consent.quotation === kept.consent.quotation &&
    sameAnswers(story.answers, kept.answers) &&
    sameQuestions(story.asked, kept.asked) &&
    files.includes('voice') === (voice !== undefined) &&
    files.includes('picture') === (picture !== undefined)
  );
}

function sameAnswers(these: Answers, those: Answers): boolean {
  const names = new Set([...Object.keys(these), ...Object.keys(those)]);
  return [...names].every((name) => sameValue(told(these[name]), told(those[name])));
}

/** Whether the same was asked. Stories of earlier builds do not say, and the service says nothing about those. */
function sameQuestions(
  these: readonly string[] | undefined,
  those: readonly string[] | null | undefined,
): boolean {
  if (!these || !those) return true;
  return these.length === those.length && these.every((id) => those.includes(id));
}

/** The answer without how its mark was placed. */
function told(answer: Answer | undefined): unknown {
  if (typeof answer !== 'object') return answer;
  return Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'input'));
}

function sameValue(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number') return Math.abs(one - other) < CLOSE;
  if (typeof one === 'string' && typeof other === 'string') return plain(one) === plain(other);
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return one === other;
  const [these, those] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const names = new Set([...Object.keys(these), ...Object.keys(those)]);
  return [...names].every((name) => sameValue(these[name], those[name]));
}

/** A text as the service stores it. */
function plain(text: string | null | undefined): string {
  return cleaned(text ?? '');
}
