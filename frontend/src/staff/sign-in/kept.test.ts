import { expect, test } from 'vitest';
import { keepsSignIn } from './kept';

test.each([
  ['https://stories.example', true],
  ['https://192.168.1.20', true],
  ['http://localhost:8080', true],
  ['http://sensing.localhost', true],
  ['http://127.0.0.1:8080', true],
  ['http://[::1]:8080', true],
  ['http://sensing.lan:8080', false],
  ['http://192.168.1.20:8080', false],
  ['http://localhost.example', false],
  ['http://127.example', false],
])('a sign-in at %s is kept: %s', (address, kept) => {
  expect(keepsSignIn(new URL(address) as unknown as Location)).toBe(kept);
});
