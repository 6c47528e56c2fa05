// When sending fails: nothing typed is lost, the fault is said, and trying again sends the same.
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './support/service';
import { STORY, Storyteller, submissions } from './support/storyteller';
import { expectAccessible, launch, visit } from './support/visit';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const STORIES = '**/api/v1/stories';

function problem(status: number, more: object = {}, headers: Record<string, string> = {}) {
  return (route: Route) =>
    route.fulfill({
      status,
      headers: { 'content-type': 'application/problem+json', ...headers },
      body: JSON.stringify({
        type: 'about:blank',
        title: 'Forced by a test',
        status,
        ...more,
      }),
    });
}

/** Forces the next sending to fail; what follows reaches the real service. */
async function failOnce(page: Page, answer: (route: Route) => Promise<void>): Promise<void> {
  await page.route(STORIES, answer, { times: 1 });
}

const cases: [string, (route: Route) => Promise<void>, RegExp][] = [
  ['the service is away', problem(503, {}, { 'retry-after': '10' }), /cannot take your story right now/],
  ['too many people are sending', problem(429, {}, { 'retry-after': '30' }), /Wait 30 seconds/],
  ['the network is down', (route) => route.abort('internetdisconnected'), /could not reach the service/],
  ['something breaks', problem(500), /Something went wrong at our end/],
];

test.each(cases)('when %s, the story is kept and trying again sends the same', async (_, answer, words) => {
  const { page, close } = await visit(browser, service.url);
  const teller = new Storyteller(page);
  const sent = submissions(page);
  await teller.tell();
  await teller.tap(0.5, 0.6);
  await teller.skipToCheck();
  await failOnce(page, answer);
  await teller.send();
  const summary = page.locator('.govuk-error-summary');
  await summary.getByText(words).waitFor();
  await expect.poll(() => summary.evaluate((box) => box === document.activeElement)).toBe(true);
  expect(await page.title()).toMatch(/^Error: /);
  expect(await page.locator('main dl').innerText()).toContain('The nursery rang.');
  await expectAccessible(page, 'check, sending failed');
  await page.getByRole('button', { name: 'Try again' }).click();
  await teller.receipt();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  await close();
});

test('a field that the service refuses leads to its page, and Continue back to sending', async () => {
  const { page, close } = await visit(browser, service.url);
  const teller = new Storyteller(page);
  await teller.tell();
  await teller.tap(0.5, 0.6);
  await teller.skipToCheck();
  const errors = [
    {
      field: 'answers.difference.triad',
      message: 'the three weights must sum to 1',
    },
  ];
  await failOnce(page, problem(422, { errors }));
  await teller.send();
  await page.getByRole('link', { name: 'the three weights must sum to 1' }).click();
  await teller.picture.waitFor();
  expect(await teller.mark.count()).toBe(1);
  await teller.next();
  await teller.send();
  await teller.receipt();
  await close();
});

test('a story that arrived although the answer was lost is replaced by what was changed since', async () => {
  const { page, close } = await visit(browser, service.url);
  const teller = new Storyteller(page);
  await teller.tell();
  await teller.skipToCheck();
  // The service keeps the story, but its answer never comes.
  await failOnce(page, async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await teller.send();
  await page.getByText('could not reach the service').waitFor();
  await page.getByRole('button', { name: /^Change.*Story/ }).click();
  await page.getByLabel('What happened?').fill('It was the school that rang.');
  await teller.next();
  await teller.send();
  await page.getByText('An earlier version of this story has already reached us.').waitFor();
  await page.getByRole('button', { name: 'Replace it with this version' }).click();
  const receipt = await teller.receipt();
  await page.goto('/receipt');
  await page.getByLabel('Receipt letters').fill(receipt);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByText('It was the school that rang.').waitFor();
  await close();
});

test('when the questions do not come, the page says so and gets them on the second try', async () => {
  const { page, close } = await visit(browser, service.url);
  await page.route('**/api/v1/frameworks/*', problem(503), { times: 1 });
  await page.goto('/');
  await page.getByText(/could not get the questions/).waitFor();
  await expectAccessible(page, 'start, no questions');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Start now' }).waitFor();
  await close();
});

test('sending twice in a hurry sends once', async () => {
  const { page, close } = await visit(browser, service.url);
  const teller = new Storyteller(page);
  const sent = submissions(page);
  await teller.tell(STORY);
  await teller.skipToCheck();
  await page.getByRole('button', { name: 'Send my story' }).dblclick();
  await teller.receipt();
  expect(sent).toHaveLength(1);
  await close();
});
