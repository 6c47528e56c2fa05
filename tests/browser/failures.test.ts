// When sending fails: nothing typed is lost, the fault is shown, and trying again sends the same.
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
        type: 'urn:sensing:problem:forced',
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

test('a field that the service refuses leads to its page, and Continue back to sending', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  await storyteller.tell();
  await storyteller.tap(0.5, 0.6);
  await storyteller.skipToCheck();
  const errors = [
    {
      field: 'answers.difference.triad',
      message: 'the three weights must sum to 1',
    },
  ];
  await failOnce(page, problem(422, { errors }));
  await storyteller.send();
  await page.getByRole('link', { name: 'the three weights must sum to 1' }).click();
  await storyteller.picture.waitFor();
  expect(await storyteller.mark.count()).toBe(1);
  await storyteller.next();
  await storyteller.send();
  await storyteller.receipt();
  await close();
});

test('when the questions do not come, the page says so and gets them on the second try', async () => {
  const { page, close } = await visit(browser, service.url);
  await page.route('**/api/v1/frameworks/*', problem(503), { times: 1 });
  await page.goto('/');
  await page.getByText(/could not get the questions/).waitFor();
  await expectAccessible(page, 'start, no questions');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await close();
});

test('sending twice in a hurry sends once', async () => {
  const { page, close } = await visit(browser, service.url);
  const storyteller = new Storyteller(page);
  const sent = submissions(page);
  await storyteller.tell(STORY);
  await storyteller.skipToCheck();
  await page.getByRole('button', { name: 'Send now' }).dblclick();
  await storyteller.receipt();
  expect(sent).toHaveLength(1);
  await close();
});
