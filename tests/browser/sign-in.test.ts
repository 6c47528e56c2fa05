// Staff sign in, are sent where they wanted to go, and are told what is wrong.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office, PASSWORD, signIn } from './support/office';
import { DESKTOP, expectAccessible, launch, PHONE } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

test('a stranger signs in first, and comes back to the view that was asked for', async () => {
  const { page, close } = await office.visit(browser);
  const view = `/explore?s=${encodeURIComponent('{"text":"taxi"}')}&layer=zones`;
  await page.goto(view);
  await page.waitForURL('**/sign-in?to=*');
  await signIn(page, 'ana');
  await page.waitForURL(`**${view}`);
  await page.getByRole('button', { name: 'Remove Text taxi' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
  await page.goto('/explore');
  await page.waitForURL('**/sign-in?to=%2Fexplore');
  await close();
});

test('each role starts at its page', async () => {
  for (const [name, path] of [
    ['ana', '/explore'],
    ['mo', '/moderation'],
    ['fay', '/collections'],
  ] as const) {
    const { page, close } = await office.visit(browser);
    await page.goto('/sign-in');
    await signIn(page, name);
    await page.waitForURL(`**${path}`);
    await close();
  }
});

test('an address that leads elsewhere is not followed', async () => {
  const { page, close } = await office.visit(browser);
  await page.goto('/sign-in?to=//evil.example/explore');
  await signIn(page, 'ana');
  await page.waitForURL(`${office.url}/explore`);
  await close();
});

test('what is missing or wrong is said, in the title too', async () => {
  const { page, close } = await office.visit(browser, PHONE);
  await page.goto('/sign-in');
  await expectAccessible(page, 'sign-in, empty');
  await page.getByText('No account yet?').click();
  await page.getByText('sensing staff add NAME --role analyst').waitFor();
  await expectAccessible(page, 'sign-in, with help');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect.poll(() => page.title()).toMatch(/^Error: Sign in/);
  await page.getByRole('link', { name: 'Enter your password' }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('password');
  await expectAccessible(page, 'sign-in, nothing entered');
  await signIn(page, 'ana', 'not the password');
  await page.getByRole('link', { name: /name or the password/ }).waitFor();
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
  await expectAccessible(page, 'sign-in, refused');
  await close();
});

test('a password can be looked at while it is typed', async () => {
  const { page, close } = await office.visit(browser);
  await page.goto('/sign-in');
  const field = page.getByLabel('Password', { exact: true });
  await field.fill(PASSWORD);
  await page.getByRole('button', { name: 'Show password' }).click();
  expect(await field.getAttribute('type')).toBe('text');
  await close();
});

test('people with another role are told which one is missing', async () => {
  const { page, close } = await office.staff(browser, 'fay', '/explore', DESKTOP);
  await page.getByText(/needs the role analyst or moderator/).waitFor();
  await expectAccessible(page, 'explore, for a facilitator');
  await page.goto('/moderation');
  await page.getByText(/needs the role moderator/).waitFor();
  await page.getByRole('link', { name: 'Sign in as somebody else' }).click();
  await signIn(page, 'mo');
  await page.waitForURL('**/moderation');
  await close();
});

test('a role without a page is told so', async () => {
  const { page, close } = await office.visit(browser);
  await page.route('**/api/v1/session', (route) => route.fulfill({ json: { name: 'fay', roles: [] } }));
  await page.goto('/sign-in');
  await signIn(page, 'fay');
  await page.getByText(/no page for this role/).waitFor();
  await expectAccessible(page, 'sign-in, no page for the role');
  await close();
});
