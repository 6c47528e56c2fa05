// How long the form is, measured by walking it: for everyone who tells a story, in each wording, on a phone and a tablet.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office } from './support/office';
import { launch } from './support/visit';
import { SCREEN, Walk, type Total } from './support/walk';

const PHONE = { viewport: SCREEN, hasTouch: true, isMobile: true };

interface Path {
  place: 'public' | 'kiosk';
  /** The place of the audience on the start page; `undefined` when it is not said. */
  audience: 'child' | 'family' | 'professional' | undefined;
  wording: 'plain' | 'easy' | 'child';
}

const AUDIENCES = ['child', 'family', 'professional', undefined] as const;
const PATHS: Path[] = (['public', 'kiosk'] as const).flatMap((place) =>
  AUDIENCES.flatMap((audience) =>
    (audience === 'child' || audience === undefined
      ? (['plain', 'easy', 'child'] as const)
      : (['plain', 'easy'] as const)
    ).map((wording) => ({ place, audience, wording })),
  ),
);

/** What a path may take at most. */
function limitsOf({ place, wording }: Path): Partial<Total> {
  if (place === 'kiosk') return wording === 'plain' ? { minutes: 3 } : {};
  if (wording === 'easy') return { pages: 12, taps: 26, minutes: 8 };
  if (wording === 'child') return { pages: 12, taps: 26, minutes: 6 };
  return { pages: 12, taps: 26, words: 540, minutes: 4 };
}

let office: Office;
let browser: Browser;
let code: string;
const table: string[] = [];

beforeAll(async () => {
  [office, browser] = await Promise.all([Office.open(), launch()]);
  // At a shared tablet, three to five questions are asked.
  const signifiers = ['difference', 'needed', 'timing', 'feelings'];
  code = await office.makeCollection({ kiosk: true, signifiers });
});

afterAll(async () => {
  console.log(table.join('\n'));
  await browser?.close();
  await office?.close();
});

async function arrive(page: Page, { place, wording }: Path): Promise<void> {
  const language = wording === 'plain' ? 'en' : `en-x-${wording}`;
  if (place === 'public') await page.goto(`/?language=${language}`);
  else {
    await page.goto('/kiosk');
    await page.getByLabel('Join code').fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: /^(Hand the tablet|Go on)/ }).click();
    const names = { plain: 'Plain English', easy: 'Easy read', child: 'For children' };
    await page.getByRole('button', { name: names[wording] }).click();
    await page.getByRole('button', { name: names[wording] }).and(page.locator('[aria-current]')).waitFor();
  }
  await page.locator('.start__button').waitFor();
  await page.waitForLoadState('networkidle');
}

const said = ({ place, audience, wording }: Path) => `${place}, ${audience ?? 'not said'}, ${wording}`;

test.each(PATHS.map((path) => ({ path, name: said(path) })))(
  '$name: within the limits',
  async ({ path, name }) => {
    const { page, close } = await office.visit(browser, PHONE);
    await arrive(page, path);
    const promised = Number(/\d+/.exec(await page.locator('.start__what').innerText())?.[0]);
    const walk = new Walk(page, path.wording);
    await walk.toCheck(path.audience && AUDIENCES.indexOf(path.audience));
    await walk.send();
    await close();

    const { total } = walk;
    const line = (cells: (string | number)[]) =>
      cells.map((cell, i) => (i === 0 ? String(cell).padEnd(44) : String(cell).padStart(8))).join('');
    table.push(
      line([name, 'pages', 'screens', 'taps', 'words', 'minutes']),
      line(['', total.pages, total.screens, total.taps, total.words, total.minutes.toFixed(1)]),
      ...walk.seen.map(({ name: of, screens, taps, words }) =>
        line([`  ${of}`, '', screens, taps, words, '']),
      ),
    );
    for (const [of, most] of Object.entries(limitsOf(path)) as [keyof Total, number][]) {
      expect.soft(total[of], `${of} of ${name}`).toBeLessThanOrEqual(most);
    }
    // What the start page says is what it takes.
    if (path.audience)
      expect.soft(Math.abs(promised - total.minutes), `minutes said to ${name}`).toBeLessThan(1);
  },
);
