import { expect, test } from 'vitest';
import { belongs, expectedAt, isFile, pageOf, questionsOf, versionAddress } from './addresses';

const pages = ['/', '/receipt', '/kiosk', '/privacy', '/accessibility'];

test('only the storyteller’s pages are answered without the network', () => {
  expect(pageOf('/', pages)).toBe('/');
  expect(pageOf('/join/PARK-7', pages)).toBe('/');
  expect(pageOf('/receipt', pages)).toBe('/receipt');
  expect(pageOf('/kiosk', pages)).toBe('/kiosk');
  expect(pageOf('/kiosk/PARK-7', pages)).toBe('/kiosk');
  expect(pageOf('/receipt/', pages)).toBe('/receipt');
  expect(pageOf('/privacy', pages)).toBe('/privacy');
  expect(pageOf('/kiosk/', pages)).toBe('/kiosk');
  expect(pageOf('/join/PARK-7/', pages)).toBe('/');
  expect(pageOf('//', pages)).toBeUndefined();
  for (const other of ['/moderation', '/join', '/docs/', '/receipt/x', '/join/a/b', '/api/v1/stories']) {
    expect(pageOf(other, pages), other).toBeUndefined();
  }
});

test('questions, collections and notices are kept, stories and receipts never', () => {
  expect(questionsOf('/api/v1/frameworks/sheffield-send')).toBe('newest');
  expect(questionsOf('/api/v1/frameworks/sheffield-send/versions/2')).toBe('version');
  expect(questionsOf('/api/v1/collections/PARK-7')).toBe('collection');
  expect(questionsOf('/api/v1/notices/privacy')).toBe('notice');
  for (const other of [
    'stories',
    'stories/1',
    'receipts/open',
    'collections',
    'frameworks/drafts',
    'me',
    'notices',
    'notices/privacy/versions/2',
  ]) {
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
  expect(belongs('<h1>Welcome to the Wi-Fi of the hall</h1>', build)).toBe(false);
});

test('what is kept at an address is what was asked for there', () => {
  const fits = (address: string, content: unknown) => expectedAt(`/api/v1/${address}`)?.is(content);
  const framework = { slug: 'small', version: 3, signifiers: [] };
  expect(fits('frameworks/small', framework)).toBe(true);
  expect(fits('frameworks/large', framework)).toBe(false);
  expect(fits('frameworks/small/versions/3', framework)).toBe(true);
  expect(fits('frameworks/small/versions/2', framework)).toBe(false);
  expect(fits('collections/PARK-7', { join_code: 'PARK-7', framework: 'small' })).toBe(true);
  expect(fits('collections/%50ARK-7', { join_code: 'PARK-7', framework: 'small' })).toBe(true);
  expect(fits('collections/PARK-7', { join_code: 'PARK-8', framework: 'small' })).toBe(false);
  expect(fits('notices/privacy', { kind: 'privacy', version: 2, blocks: [] })).toBe(true);
  expect(fits('notices/privacy', { kind: 'accessibility', version: 2, blocks: [] })).toBe(false);
  expect(expectedAt('/api/v1/stories/1')).toBeUndefined();
});

test('a page that something in between sends is no file of ours', () => {
  const file = (type: string, status = 200) =>
    new Response('x', { status, headers: { 'content-type': type } });
  expect(isFile('/assets/a-1.js', file('text/javascript; charset=utf-8'))).toBe(true);
  expect(isFile('/assets/a-1.css', file('text/css'))).toBe(true);
  expect(isFile('/icon.png', file('image/png'))).toBe(true);
  for (const address of ['/assets/a-1.js', '/assets/a-1.css', '/icon.svg', '/icon.png']) {
    expect(isFile(address, file('text/html')), address).toBe(false);
    expect(isFile(address, file('text/javascript', 404)), address).toBe(false);
  }
});
