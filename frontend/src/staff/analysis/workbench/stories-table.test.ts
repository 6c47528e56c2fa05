import { expect, test } from 'vitest';

import type { Framework, SearchHit } from '../../../api/types';
import { Lexicon } from '../../selection/lexicon';
import { storiesTable } from './stories-table';

const framework = {
  slug: 'small',
  version: 1,
  languages: ['en'],
  prompts: [{ id: 'moment', text: { en: 'Tell us about a moment' } }],
  signifiers: [],
} as unknown as Framework;

function hit(more: Partial<SearchHit>): SearchHit {
  const all = { id: 'a', title: '', received: '2026-03-02', language: 'en', quotable: false, ...more };
  return all as SearchHit;
}

test('a prompt that would tell who told the story is marked as not shown', () => {
  const { columns, rows } = storiesTable([hit({ prompt: 'moment' }), hit({})], new Lexicon(framework));
  const place = columns.findIndex(({ label }) => label === 'Prompt');
  expect(rows.map((row) => row[place]?.text)).toEqual(['Tell us about a moment', 'not shown']);
});
