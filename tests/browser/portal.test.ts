// Something between a phone and the service answers in its place: nothing of what it says is believed, and everything
// arrives afterwards, once.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkBack, PHONE_WITH_WORKER, settledIn, TABLET_WITH_WORKER } from './support/device';
import { Office } from './support/office';
import { ANSWERS, Portal, type Answer, type Says } from './support/portal';
import { SAVED, Storyteller } from './support/storyteller';
import { expectAccessible, launch, visit } from './support/visit';

let office: Office;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const EVERY = Object.keys(ANSWERS) as Answer[];

/** A phone or tablet behind a portal. */
async function behind(options: object = PHONE_WITH_WORKER) {
  const portal = await Portal.inFrontOf(office.url);
  const guest = await visit(browser, portal.url, options);
  const close = async () => {
    await guest.close();
    await portal.close();
  };
  return { ...guest, portal, storyteller: new Storyteller(guest.page), close };
}

interface Own {
  text: string;
  receipt: string;
}

/** The story of a receipt, read from the service directly. */
async function storyOf(receipt: string): Promise<Own | 'nothing'> {
  const answer = await fetch(`${office.url}/api/v1/receipts/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ receipt }),
  });
  return answer.ok ? ((await answer.json()) as Own) : 'nothing';
}

/** How many stories of a collection there are. */
async function storiesOf(code: string): Promise<number> {
  const { collections } = await office.get<{ collections: { join_code: string; stories: number }[] }>(
    '/collections',
    'fay',
  );
  return collections.find(({ join_code }) => join_code === code)?.stories ?? 0;
}

function collection(more: object = {}): Promise<string> {
  return office.makeCollection({ audiences: ['family'], ...more });
}

/** From the start page of a collection to the page on which the story is checked. */
async function tellToCheck(page: Page, path: string, text: string): Promise<Storyteller> {
  const storyteller = new Storyteller(page);
  await storyteller.arrive(path);
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.write(text, '');
  await storyteller.next();
  await storyteller.skipToCheck();
  return storyteller;
}

test.each(EVERY)('a story that is answered with %s waits, and arrives once', async (what) => {
  const code = await collection();
  const { page, portal, close } = await behind();
  const storyteller = await tellToCheck(page, `/join/${code}`, `Told behind a portal: ${what}.`);
  portal.stand(ANSWERS[what], /^POST \/api\//);
  await storyteller.send();
  await page.getByText(SAVED).waitFor();
  await page.getByText('Something on the way to the service answered in its place').waitFor();
  if (what === '200 {}') await expectAccessible(page, 'receipt, a portal stands in the way');
  const receipt = await storyteller.receipt();
  expect(portal.answered).toBeGreaterThan(0);
  expect(await storyOf(receipt)).toBe('nothing');
  await page.getByRole('button', { name: 'See waiting stories' }).click();
  await page.getByRole('button', { name: 'Try to send now' }).click();
  await page.getByText('It did not work yet.').waitFor();
  expect(await storyOf(receipt)).toBe('nothing');
  portal.letThrough();
  await page.getByRole('button', { name: 'Try to send now' }).click();
  await page.getByText('No story is waiting.').waitFor();
  expect(await storyOf(receipt)).toMatchObject({ text: `Told behind a portal: ${what}.` });
  expect(await storiesOf(code)).toBe(1);
  await close();
});

test('a story whose answer was spoilt on the way is still one story', async () => {
  const code = await collection();
  const { page, close } = await behind();
  const storyteller = await tellToCheck(page, `/join/${code}`, 'The answer was spoilt.');
  await page.route(
    '**/api/v1/stories',
    async (route) => {
      await route.fetch();
      await route.fulfill({ status: 200, json: {} });
    },
    { times: 1 },
  );
  await storyteller.send();
  await page.getByText(SAVED).waitFor();
  await networkBack(page);
  await page.getByText('Your story has arrived.').waitFor();
  expect(await storyOf(await storyteller.receipt())).toMatchObject({ text: 'The answer was spoilt.' });
  expect(await storiesOf(code)).toBe(1);
  await close();
});

const REFUSALS: [what: string, says: Says, said: string][] = [
  [
    'finds it too large',
    { status: 413, type: 'text/html', body: '<h1>413 Request Entity Too Large</h1>' },
    'lets nothing so large through',
  ],
  [
    'cannot read it',
    { status: 400, type: 'text/html', body: '<h1>Bad request</h1>' },
    'answered in its place',
  ],
  [
    'blocks it',
    { status: 422, type: 'application/json', body: '{"errors":[{"field":"text","message":"blocked"}]}' },
    'answered in its place',
  ],
];

test.each(REFUSALS)(
  'a proxy that %s does not refuse a story: the page says so, and it is tried again',
  async (_, says, said) => {
    const code = await collection();
    const { page, portal, close } = await behind();
    const storyteller = await tellToCheck(page, `/join/${code}`, 'Refused on the way.');
    portal.stand(says, /^POST \/api\/v1\/stories$/);
    await storyteller.send();
    await page.getByText(SAVED).waitFor();
    await page.getByText(said).waitFor();
    await page.getByRole('button', { name: 'See waiting stories' }).click();
    await page.locator('.waiting__story', { hasText: said }).waitFor();
    await expectAccessible(page, 'waiting stories, refused on the way');
    expect(await page.getByText('Something in it has to be changed').count()).toBe(0);
    expect(await page.getByText('blocked').count()).toBe(0);
    portal.letThrough();
    await page.getByRole('button', { name: 'Try to send now' }).click();
    await page.getByText('No story is waiting.').waitFor();
    expect(await storiesOf(code)).toBe(1);
    await close();
  },
);

test('one story that is too large for a proxy does not keep the others waiting', async () => {
  const { page, portal, close } = await behind();
  const code = await collection();
  const storyteller = await tellToCheck(page, `/join/${code}`, 'The large one.');
  portal.stand({ status: 413, type: 'text/html' }, /^POST \/api\/v1\/stories$/);
  await storyteller.send();
  await page.getByText(SAVED).waitFor();
  await page.getByRole('button', { name: 'Tell another story', exact: true }).click();
  const other = new Storyteller(page);
  await other.start();
  await page.getByRole('radio').first().check();
  await other.next();
  await other.write('The small one.', '');
  await other.next();
  await other.skipToCheck();
  await other.send();
  const receipt = await other.receipt();
  // Only the first is too large from now on.
  portal.letThrough();
  await page.route('**/api/v1/stories', (route) =>
    route.request().postData()?.includes('The large one.')
      ? route.fulfill({ status: 413, contentType: 'text/html', body: 'too large' })
      : route.continue(),
  );
  await page.getByRole('button', { name: 'See waiting stories' }).click();
  await expect
    .poll(async () => {
      await page.getByRole('button', { name: 'Try to send now' }).click();
      return storyOf(receipt);
    })
    .toMatchObject({ text: 'The small one.' });
  await page.locator('.waiting__story', { hasText: 'lets nothing so large through' }).waitFor();
  await close();
});

/** Does something under each of the answers in turn, and once more when the portal lets it through. */
async function underEach(portal: Portal, at: RegExp, act: (what: Answer) => Promise<void>): Promise<void> {
  for (const what of EVERY) {
    portal.stand(ANSWERS[what], at);
    await act(what);
    expect(portal.answered, what).toBeGreaterThan(0);
  }
  portal.letThrough();
}

/** Presses a button, and waits until the page says that something else has answered. */
async function pressInVain(page: Page, button: string): Promise<void> {
  const summary = page.locator('.govuk-error-summary');
  // The one of before is gone first.
  await page.evaluate(() => document.querySelector('.govuk-error-summary')?.setAttribute('data-before', ''));
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.locator('.govuk-error-summary[data-before]').waitFor({ state: 'detached' });
  await summary.filter({ hasText: 'answered in its place' }).waitFor();
}

test('a correction that something else answers is not believed', async () => {
  const { receipt } = await office.tell({ text: 'Before.', receipt: newReceipt() });
  const { page, portal, close } = await behind();
  await openReceipt(page, receipt);
  await page.getByRole('button', { name: 'Correct my story' }).click();
  await page.getByLabel('What happened?').fill('After.');
  await underEach(portal, /^POST \/api\//, async (what) => {
    await pressInVain(page, 'Save changes');
    expect(await page.getByLabel('What happened?').inputValue(), what).toBe('After.');
    expect(await storyOf(receipt), what).toMatchObject({ text: 'Before.' });
  });
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Your changes are saved').waitFor();
  expect(await storyOf(receipt)).toMatchObject({ text: 'After.' });
  await close();
});

test('a withdrawal that something else answers is not believed', async () => {
  const { receipt } = await office.tell({ text: 'To be withdrawn.', receipt: newReceipt() });
  const { page, portal, close } = await behind();
  await openReceipt(page, receipt);
  await page.getByRole('button', { name: 'Withdraw my story' }).click();
  await underEach(portal, /^POST \/api\//, async (what) => {
    await pressInVain(page, 'Yes, withdraw it');
    expect(await storyOf(receipt), what).toMatchObject({ text: 'To be withdrawn.' });
  });
  await page.getByRole('button', { name: 'Yes, withdraw it' }).click();
  await page.getByRole('heading', { name: 'Your story is withdrawn' }).waitFor();
  expect(await storyOf(receipt)).toBe('nothing');
  await close();
});

test('a receipt whose opening something else answers is not called unknown', async () => {
  const { receipt } = await office.tell({ text: 'To be opened.', receipt: newReceipt() });
  const { page, portal, close } = await behind();
  await page.goto('/receipt');
  await page.getByLabel('Receipt letters').fill(receipt);
  await underEach(portal, /^POST \/api\//, async (what) => {
    await pressInVain(page, 'Open');
    expect(await page.getByText('We cannot find a story for this receipt').count(), what).toBe(0);
  });
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByText('To be opened.').waitFor();
  await close();
});

test('stored questions are used whatever something in between answers', async () => {
  const { page, portal, storyteller, close } = await behind();
  await storyteller.arrive();
  await settledIn(page);
  await underEach(portal, /^GET \/api\//, async (what) => {
    await page.reload();
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
    expect(await page.getByText('There are no questions at this address').count(), what).toBe(0);
  });
  // They are still kept.
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await close();
});

test('without stored questions, no other answer is taken for them', async () => {
  const { page, portal, close } = await behind();
  const kept = () => page.evaluate(async () => (await (await caches.open('questions')).keys()).length);
  await underEach(portal, /^GET \/api\//, async (what) => {
    await page.goto('/');
    await page.getByText('We could not get the questions.').waitFor();
    expect(await page.getByText('There are no questions at this address').count(), what).toBe(0);
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    expect(await kept(), what).toBe(0);
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await expect.poll(kept).toBeGreaterThan(0);
  await close();
});

test('a join code that something else answers is not called unknown, and goes with the story', async () => {
  const code = await collection();
  const { page, portal, close } = await behind();
  const storyteller = new Storyteller(page);
  await underEach(portal, /^GET \/api\/v1\/collections\//, async (what) => {
    await storyteller.arrive(`/join/${code}`);
    expect(await page.getByText('We do not know the code').count(), what).toBe(0);
  });
  await page.getByLabel(/parent, carer/).check();
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await storyteller.write('With a code.', '');
  await storyteller.next();
  await storyteller.skipToCheck();
  await storyteller.send();
  expect(await storyOf(await storyteller.receipt())).toMatchObject({ text: 'With a code.' });
  expect(await storiesOf(code)).toBe(1);
  await close();
});

test('the service’s own 404 counts: an unknown code is reported, and deleted from the cache', async () => {
  const { page, storyteller, close } = await behind();
  await storyteller.arrive('/join/NO-SUCH-CODE');
  await page.getByText('We do not know the code').waitFor();
  await page.goto('/?framework=no-such-questions');
  await page.getByText('There are no questions at this address.').waitFor();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  // What was cached for an address that no longer exists.
  await page.evaluate(async () => {
    const cache = await caches.open('questions');
    await cache.put('/api/v1/frameworks/no-such-questions', new Response('{}'));
  });
  await page.reload();
  await page.getByText('There are no questions at this address.').waitFor();
  const kept = () => page.evaluate(() => caches.match('/api/v1/frameworks/no-such-questions').then(Boolean));
  await expect.poll(kept).toBe(false);
  await close();
});

test('a tablet is set up from what it keeps, whatever something else answers', async () => {
  const code = await collection({ kiosk: true });
  const { page, portal, close } = await behind(TABLET_WITH_WORKER);
  const join = async () => {
    await page.goto('/kiosk');
    await page.getByLabel('Join code').fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  await underEach(portal, /^GET \/api\//, async (what) => {
    await join();
    await page.getByText('Something on the way to the service answered in its place.').waitFor();
    expect(await page.getByText('We do not know the code').count(), what).toBe(0);
  });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('This tablet is ready').waitFor();
  await underEach(portal, /^GET \/api\//, async () => {
    await join();
    await page.getByText('This tablet is ready').waitFor();
  });
  portal.stand(ANSWERS['404 HTML'], /^(GET|POST) \/api\//);
  await page.getByRole('button', { name: 'Hand the tablet to the first person' }).click();
  const storyteller = new Storyteller(page);
  await storyteller.start();
  await page.getByRole('radio').first().check();
  await storyteller.next();
  await page.getByLabel('What happened?').fill('Told on a tablet.');
  await storyteller.next();
  await storyteller.skipToCheck();
  await storyteller.send();
  const receipt = await storyteller.receipt();
  expect(await page.locator('.tablet-bar__count').innerText()).toBe('1 story waiting to be sent');
  await page.getByRole('button', { name: 'Hand over to the next person' }).click();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  // The cache is enough without any network.
  await page.context().setOffline(true);
  await join();
  await page.getByText('This tablet is ready').waitFor();
  expect(await storyOf(receipt)).toBe('nothing');
  portal.letThrough();
  await networkBack(page);
  await page.getByText('None. Everything has been sent.').waitFor();
  expect(await storyOf(receipt)).toMatchObject({ text: 'Told on a tablet.' });
  expect(await storiesOf(code)).toBe(1);
  await close();
});

test('pages are cached only when they are the service’s own', async () => {
  const { page, portal, close } = await behind();
  // The page comes; what the worker fetches for itself does not.
  portal.stand(ANSWERS['200 HTML'], /^GET \/(receipt|kiosk)$/);
  await page.goto('/');
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  const state = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration ? (registration.active?.state ?? registration.installing?.state ?? 'none') : 'none';
    });
  await expect.poll(() => portal.answered).toBeGreaterThan(0);
  await expect.poll(state).toBe('none');
  portal.letThrough();
  await page.reload();
  await settledIn(page);
  const shown = await page.evaluate(async () => (await caches.match('/receipt'))?.text());
  expect(shown).not.toContain('Wi-Fi of the hall');
  await close();
});

async function openReceipt(page: Page, receipt: string): Promise<void> {
  await page.goto('/receipt');
  await page.getByLabel('Receipt letters').fill(receipt);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('heading', { name: 'Your story', exact: true }).waitFor();
}

/** 26 letters that only this test knows. */
function newReceipt(): string {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const some = Array.from(crypto.getRandomValues(new Uint8Array(25)), (byte) => letters[byte % 32]);
  return `3${some.join('')}`;
}
