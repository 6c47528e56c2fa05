// Draws the README's pictures with the real binary and made-up stories: npm run pictures [-- folder]
// The machine needs fonts for every script that the pages are in, Chinese among them.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch, signedIn, startService } from './on-loopback.mjs';
import { smallPng } from './small-png.mjs';

const LARGEST = 120_000;
const folder = process.argv[2] ?? fileURLToPath(new URL('../../docs/images/', import.meta.url));
const PHONE = { viewport: { width: 390, height: 1060 }, hasTouch: true, isMobile: true };
const TABLET = { viewport: { width: 820, height: 1000 }, hasTouch: true, isMobile: true };
const DESKTOP = { viewport: { width: 1180, height: 860 } };

await mkdir(folder, { recursive: true });
const [service, browser] = await Promise.all([startService({ demo: 500 }), launch()]);
const cookies = {};
try {
  await drawAll();
} finally {
  await browser.close();
  await service.stop();
}

async function drawAll() {
  await drawExplore();
  await drawStaff(
    'collection',
    'facilitator',
    `/collections?code=${await event()}`,
    '.facts dd:has-text("parent, carer")',
  );
  await drawStaff('paper', 'facilitator', '/paper?audience=family', '.copy .sheet');
  await drawFramework();
  await drawKiosk();
  // The texts in other languages are drafts: a demonstration may publish them unchecked.
  await post('/frameworks/sheffield-send/versions/4/publish?machine_drafts=allow', {}, 'administrator');
  await drawTriads();
  await drawStory();
}

// Storytellers

async function drawTriads() {
  const shots = [];
  for (const tag of ['en', 'en-x-easy', 'ur']) {
    const { page, close } = await visit(`/?language=${tag}`, PHONE);
    await upToTriad(page);
    if (tag !== 'en-x-easy') await tap(page, 0.44, 0.55);
    else await page.getByRole('radio').nth(1).check();
    shots.push(await picture(page));
    await close();
  }
  await sideBySide('triads', shots);
}

/** One story, from the start page to the receipt. */
async function drawStory() {
  const { page, close } = await visit('/', PHONE);
  const shots = [await picture(page)];
  await upToTriad(page);
  await tap(page, 0.44, 0.55);
  shots.push(await picture(page));
  await page.getByRole('button', { name: 'Stop here and send' }).click();
  await page.locator('#consent-analysis').check();
  await page.locator('#consent-quotation-no').check();
  await next(page);
  shots.push(await picture(page));
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.locator('.receipt__letters').waitFor();
  shots.push(await picture(page));
  await sideBySide('story', shots);
  await close();
}

async function upToTriad(page) {
  await page.locator('[name=audience]').nth(1).check();
  await page.locator('.start__button').click();
  await page.locator('main form button[type=submit]').waitFor();
  await page.getByRole('radio').first().check();
  await next(page);
  await page
    .locator('#story-text')
    .fill('Made up for this picture: the nursery rang, and they had time for us.');
  await next(page);
  await page.locator('.picture, .tray, main input[type=radio]').first().waitFor();
}

async function next(page) {
  const before = await page.locator('h1').innerText();
  await page.locator('main form button[type=submit]').click();
  await page.waitForFunction((old) => document.querySelector('h1')?.innerText !== old, before);
}

async function tap(page, x, y) {
  const drawing = page.locator('.picture__drawing');
  await drawing.scrollIntoViewIfNeeded();
  const { width, height } = await drawing.boundingBox();
  await drawing.click({ position: { x: width * x, y: height * y } });
}

// Events and staff

async function event() {
  const { join_code } = await post(
    '/collections',
    {
      name: 'Demo: families in the library',
      framework: 'sheffield-send',
      place: 'Example Library',
      round: 'baseline',
      audiences: ['child', 'family'],
      signifiers: ['difference', 'needed', 'timing', 'feelings'],
      kiosk: true,
    },
    'facilitator',
  );
  return join_code;
}

async function drawKiosk() {
  const { page, close } = await visit(`/kiosk/${await event()}`, { ...TABLET, serviceWorkers: 'allow' });
  await page.getByText('This tablet is ready').waitFor();
  await page.getByRole('button', { name: /^Hand the tablet/ }).click();
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  await save('kiosk', await picture(page));
  await close();
}

async function drawFramework() {
  const { page, close } = await visit(
    '/frameworks?slug=sheffield-send&version=5&from=4',
    DESKTOP,
    'administrator',
  );
  await page.getByRole('button', { name: /what made the difference/ }).click();
  await page
    .getByText(/Can be read at about/)
    .first()
    .waitFor();
  await save('framework', await picture(page));
  await close();
}

async function drawExplore() {
  const { page, close } = await visit('/explore', { viewport: { width: 1280, height: 1040 } }, 'analyst');
  await page.locator('.card').first().waitFor();
  await page.locator('.selection[aria-busy=false]').waitFor();
  await page.locator('.story__open').nth(1).click();
  await page.locator('.answers').first().waitFor();
  await save('explore', await picture(page));
  await close();
}

async function drawStaff(name, role, path, there = 'h1[tabindex]') {
  const { page, close } = await visit(path, DESKTOP, role);
  await page.locator(there).first().waitFor();
  await save(name, await picture(page));
  await close();
}

// The means

async function visit(path, options, role) {
  const context = await browser.newContext({
    baseURL: service.url,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...options,
  });
  if (role) {
    const [name, value] = (await cookieOf(role)).split('=');
    await context.addCookies([
      { name, value, domain: '127.0.0.1', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' },
    ]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(path);
  if (!role) await page.locator('main button.govuk-button').filter({ visible: true }).first().waitFor();
  return { page, close: () => context.close() };
}

/** From the top, or from there, with nothing in focus. */
async function picture(page, from = 'body') {
  await page.evaluate(async (selector) => {
    document.activeElement?.blur();
    document.querySelector(selector)?.scrollIntoView({ block: 'start' });
    await document.fonts.ready;
  }, from);
  return page.screenshot({ animations: 'disabled' });
}

/** Phones beside each other, on a quiet ground. */
async function sideBySide(name, shots) {
  const page = await browser.newPage({
    viewport: { width: shots.length * 412 + 22, height: PHONE.viewport.height + 44 },
  });
  const images = shots.map(
    (shot) => `<img style="border:1px solid #999" src="data:image/png;base64,${shot.toString('base64')}">`,
  );
  await page.setContent(
    `<body style="display:flex;gap:20px;margin:21px;background:#e9e4da">${images.join('')}</body>`,
  );
  await save(name, await page.screenshot());
  await page.close();
}

async function save(name, shot) {
  const picture = await shrunk(shot);
  await writeFile(`${folder}/${name}.png`, picture);
  console.log(`${String(Math.round(picture.length / 1000)).padStart(5)} kB  ${name}.png`);
  if (picture.length > LARGEST) {
    console.error(`${name}.png is too large for a README that phones fetch, too.`);
    process.exitCode = 1;
  }
}

async function shrunk(shot) {
  const page = await browser.newPage();
  const { width, height, data } = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = `data:image/png;base64,${source}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pencil = canvas.getContext('2d');
    pencil.drawImage(image, 0, 0);
    const pixels = pencil.getImageData(0, 0, image.width, image.height).data;
    const url = await new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(new Blob([pixels]));
    });
    return { width: image.width, height: image.height, data: url.split(',')[1] };
  }, shot.toString('base64'));
  await page.close();
  return smallPng(width, height, Buffer.from(data, 'base64'));
}

async function post(path, body, role) {
  const answer = await fetch(`${service.url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sensing': '1', cookie: await cookieOf(role) },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function cookieOf(role) {
  cookies[role] ??= await signedIn(service, role);
  return cookies[role];
}
