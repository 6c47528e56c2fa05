import { expect, test } from 'vitest';
import { belongs, pageOf, questionsOf, versionAddress } from './addresses';

const pages = ['/', '/receipt', '/kiosk'];

test('only the storyteller’s pages are answered without the network', () => {
  expect(pageOf('/', pages)).toBe('/');
  expect(pageOf('/join/PARK-7', pages)).toBe('/');
  expect(pageOf('/receipt', pages)).toBe('/receipt');
  expect(pageOf('/kiosk', pages)).toBe('/kiosk');
  expect(pageOf('/kiosk/PARK-7', pages)).toBe('/kiosk');
  for (const other of ['/moderation', '/join', '/docs/', '/receipt/x', '/join/a/b', '/api/v1/stories']) {
    expect(pageOf(other, pages), other).toBeUndefined();
  }
});

test('questions and collections are kept, stories and receipts never', () => {
  expect(questionsOf('/api/v1/frameworks/sheffield-send')).toBe('newest');
  expect(questionsOf('/api/v1/frameworks/sheffield-send/versions/2')).toBe('version');
  expect(questionsOf('/api/v1/collections/PARK-7')).toBe('collection');
  for (const other of ['stories', 'stories/1', 'receipts/open', 'collections', 'frameworks/drafts', 'me']) {
    expect(questionsOf(`/api/v1/${other}`), other).toBeUndefined();
  }
});

test('the newest questions are kept under their version too', () => {
  expect(versionAddress({ slug: 'small', version: 3 })).toBe('/api/v1/frameworks/small/versions/3');
  expect(versionAddress({ slug: 'small' })).toBeUndefined();
  expect(versionAddress(null)).toBeUndefined();
});

test('a page of another build is found out', () => {
  const build = { version: 'a', pages, files: ['/assets/a-1.js'], later: ['/assets/ur-2.js'] };
  expect(belongs('<script src="/assets/a-1.js"></script>', build)).toBe(true);
  expect(belongs('<script src="/assets/a-9.js"></script>', build)).toBe(false);
});
