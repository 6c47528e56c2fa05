import { expect, test } from 'vitest';
import type { Framework, Signifier } from '../../lib/framework';
import { startQuery } from './start-query';
import { after, before, questionPages, stepOfField, stepsFor } from './flow';
import { choiceFaults, toggled } from './inputs/choice-rules';
import { en } from '../../lib/i18n/en';

const option = (id: string, exclusive = false) => ({ id, label: { en: id }, exclusive });
const framework: Framework = {
  slug: 'small',
  version: 1,
  title: { en: 'Small' },
  languages: ['en', 'en-x-easy'],
  prompts: [
    { id: 'a', text: { en: 'A' } },
    { id: 'b', text: { en: 'B' } },
  ],
  signifiers: [
    {
      id: 'audience',
      kind: 'choice',
      question: { en: 'Who?' },
      options: [option('family'), option('child')],
    },
    { id: 'feelings', kind: 'choice', question: { en: 'How?' }, max: 2, options: [option('x')] },
  ],
};
const soFar = { audience: undefined, prompt: undefined };

function stepsOf(of: Framework) {
  return stepsFor(of, soFar, questionPages(of, soFar));
}

test('the pages come in order, and the last question leads to the check', () => {
  const steps = stepsOf(framework);
  expect(steps).toEqual([
    'start',
    'wording',
    'audience',
    'prompt',
    'story',
    'question/feelings',
    'consent',
    'check',
  ]);
  expect(after('story', steps)).toBe('question/feelings');
  expect(after('start', steps)).toBe('prompt');
  expect(after('consent', steps)).toBe('check');
  expect(after('question/gone', steps)).toBe('check');
});

test('pages with nothing to choose are left out', () => {
  const bare = {
    ...framework,
    languages: ['en'],
    prompts: framework.prompts.slice(0, 1),
    signifiers: [],
  };
  expect(stepsOf(bare)).toEqual(['start', 'story', 'consent', 'check']);
});

test('what is asked of everybody comes first, and questions that share a scale share a page', () => {
  const dyad = (id: string, ask: 'core' | 'more', high = 'Yes'): Signifier => ({
    id,
    kind: 'dyad',
    question: { en: id },
    left: { id: 'low', label: { en: 'No' } },
    right: { id: 'high', label: { en: high } },
    confidence: true,
    ask,
  });
  const scales = {
    ...framework,
    signifiers: [
      dyad('later', 'more'),
      dyad('one', 'core'),
      dyad('two', 'core'),
      dyad('other', 'core', 'Other'),
    ],
  };
  const pages = questionPages(scales, soFar);
  expect(pages.map(({ step, core }) => [step, core])).toEqual([
    ['question/one', true],
    ['question/other', true],
    ['question/later', false],
  ]);
  expect(stepOfField('answers.two.dyad', pages)).toBe('question/one');
});

test('a field the service refuses leads to the page where it is answered', () => {
  const pages = questionPages(framework, soFar);
  expect(stepOfField('answers.difference.triad', pages)).toBe('question/difference');
  expect(stepOfField('answers.audience', pages)).toBe('audience');
  expect(stepOfField('text', pages)).toBe('story');
  expect(stepOfField('consent.analysis', pages)).toBe('consent');
  expect(stepOfField('collection', pages)).toBeUndefined();
});

test('join codes come in the query or in the path', () => {
  expect(startQuery({ pathname: '/', search: '?join=PARK-7' }).code).toBe('PARK-7');
  expect(startQuery({ pathname: '/join/PARK%207', search: '' }).code).toBe('PARK 7');
  expect(startQuery({ pathname: '/join/%', search: '' }).code).toBe('%');
  expect(startQuery({ pathname: '/', search: '' }).code).toBeUndefined();
});

test('the framework comes from the address, if it can be one', () => {
  expect(startQuery({ pathname: '/', search: '' }).slug).toBe('sheffield-send');
  expect(startQuery({ pathname: '/', search: '?framework=leeds' }).slug).toBe('leeds');
  expect(startQuery({ pathname: '/', search: '?framework=../me' }).slug).toBe('sheffield-send');
});

test('“none of these” and the others rule each other out', () => {
  const options = [option('a'), option('b'), option('none', true)];
  expect(toggled(options, ['a', 'b'], 'none')).toEqual(['none']);
  expect(toggled(options, ['none'], 'b')).toEqual(['b']);
  expect(toggled(options, ['a', 'b'], 'a')).toEqual(['b']);
});

test('too many choices are named, up to the limit is fine', () => {
  const feelings = framework.signifiers[1];
  if (feelings?.kind !== 'choice') throw new Error('not a choice');
  expect(choiceFaults(feelings, { choice: ['x', 'y'] }, en)).toEqual([]);
  const [fault] = choiceFaults(feelings, { choice: ['x', 'y', 'z'] }, en);
  expect(fault).toEqual({ message: 'Choose no more than 2', target: 'feelings-0' });
});

test('a storyteller who continues has passed the pages from the start, without those asked at the start', () => {
  const steps = stepsOf(framework);
  expect(before('question/feelings', steps)).toEqual(['start', 'prompt', 'story']);
  expect(before('start', steps)).toEqual([]);
  expect(before('question/unknown', steps)).toEqual([]);
});
