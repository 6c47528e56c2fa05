import { expect, test } from 'vitest';
import { isPrivate, withoutScheme } from './public-address';

test.each([
  'localhost',
  'sensing.localhost',
  'sensing-pc',
  'tablet.local',
  'Tablet.LOCAL.',
  'nas.home.arpa',
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.1',
  '192.168.1.20',
  '169.254.7.7',
  '100.64.0.1',
  '[::1]',
  '[fd12:3456::1]',
  '[fe80::1]',
])('%s is known on this network only', (host) => {
  expect(isPrivate(host)).toBe(true);
});

test.each([
  'stories.example.org',
  'localhost.example.org',
  'local.gov.uk',
  '172.32.0.1',
  '172.15.0.1',
  '192.169.0.1',
  '100.128.0.1',
  '11.0.0.1',
  '[2001:db8::1]',
])('%s can be reached from elsewhere', (host) => {
  expect(isPrivate(host)).toBe(false);
});

test('people type an address without its scheme', () => {
  expect(withoutScheme('https://stories.example.org')).toBe('stories.example.org');
  expect(withoutScheme('http://192.168.1.20:8080')).toBe('192.168.1.20:8080');
});
