// Staff sign in, get to the page that they asked for, and see what is wrong.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office, PASSWORD, signIn } from './support/office';
import { DESKTOP, expectAccessible, launch, PHONE, visit } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  const names = ['--host-resolver-rules=MAP sensing.lan 127.0.0.1'];
  [office, browser] = await Promise.all([Office.open(), launch(names)]);
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

test('people with another role see which one is missing', async () => {
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

test('over plain http on a local network the page says why nobody can sign in', async () => {
  const address = office.url.replace('127.0.0.1', 'sensing.lan');
  for (const options of [PHONE, DESKTOP]) {
    const { page, close } = await visit(browser, address, options);
    await page.goto('/sign-in');
    await page.getByRole('heading', { name: 'You cannot sign in at this address' }).waitFor();
    await page.getByText(/Browsers keep a sign-in only over https/).waitFor();
    expect(await page.getByLabel('Password', { exact: true }).count()).toBe(0);
    await expectAccessible(page, 'sign-in, over plain http');
    await close();
  }
});

test('a browser that does not keep the sign-in is found out', async () => {
  const { page, close } = await office.visit(browser);
  await page.route('**/api/v1/session', (route) =>
    route.fulfill({ json: { name: 'ana', roles: ['analyst'], time_zone: 'Europe/London' } }),
  );
  await page.goto('/sign-in');
  await signIn(page, 'ana');
  await page
    .getByText(/did not keep the sign-in/)
    .first()
    .waitFor();
  await expectAccessible(page, 'sign-in, not kept');
  await close();
});

test('a role without a page gets a message', async () => {
  const { page, close } = await office.visit(browser);
  await page.route('**/api/v1/session', (route) => route.fulfill({ json: { name: 'fay', roles: [] } }));
  await page.goto('/sign-in');
  await signIn(page, 'fay');
  await page.getByText(/no page for this role/).waitFor();
  await expectAccessible(page, 'sign-in, no page for the role');
  await close();
});
