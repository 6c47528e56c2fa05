import { expect, test, vi } from 'vitest';
import type { Framework } from '../../../api/types';
import { Lexicon } from '../../selection/lexicon';
import { withEarlierQuestions } from './earlier-questions';

const dyad = (id: string, words: string) => ({ id, kind: 'dyad', question: { en: words } });

vi.mock('../../../api/staff', () => ({
  getFramework: async (_: string, version: number) => {
    if (version === 2) return { ok: false, failure: { kind: 'offline' } };
    return {
      ok: true,
      value: { signifiers: [dyad('timing', 'When?'), dyad('trust', `Trust, ${version}?`)] },
    };
  },
}));

test('questions of earlier versions are known by the words of the newest that has them', async () => {
  const framework = {
    slug: 's',
    version: 5,
    languages: ['en'],
    prompts: [],
    signifiers: [dyad('timing', 'When, now?')],
  };
  const all = await withEarlierQuestions(new Lexicon(framework as unknown as Framework));
  expect(all.framework.signifiers.map(({ id }) => id)).toEqual(['timing', 'trust']);
  expect([all.question('timing'), all.question('trust')]).toEqual(['When, now?', 'Trust, 4?']);
});
