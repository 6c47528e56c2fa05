// Draws the picture of the capture page that the documents show: a desktop and a phone.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { startService, type Service } from './support/service';
import { Storyteller } from './support/storyteller';
import { launch, visit } from './support/visit';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** The first triad, answered. */
async function triad(options: BrowserContextOptions): Promise<string> {
  const { page, close } = await visit(browser, service.url, options);
  const teller = new Storyteller(page);
  await teller.tell();
  await teller.tap(0.44, 0.55);
  await page.evaluate(() => window.scrollTo(0, 0));
  const image = await page.screenshot();
  await close();
  return image.toString('base64');
}

test('docs/images/capture.png shows the form on a desktop and on a phone', async () => {
  const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const desktop = await triad({ viewport: { width: 1100, height: 860 } });
  const phone = await triad({
    viewport: { width: 375, height: 860 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await browser.newPage({
    viewport: { width: 1547, height: 908 },
  });
  const image = (data: string) => `<img style="border:1px solid #999" src="data:image/png;base64,${data}">`;
  await page.setContent(
    `<body style="display:flex;gap:24px;margin:24px;background:#e9e4da">${image(desktop)}${image(phone)}</body>`,
  );
  await page.screenshot({ path: `${folder}capture.png` });
  await page.close();
});
