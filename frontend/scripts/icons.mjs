// Draws the icons of the installed page from src/icon.svg, with the Chromium of the browser tests. Run it when the
// drawing changes; what it makes is kept in public/.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const svg = readFileSync(new URL('../src/icon.svg', import.meta.url), 'utf8');
const out = (name) => new URL(`../public/${name}`, import.meta.url);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

async function draw(name, size, { full = false } = {}) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  // Systems cut a maskable icon into their own shape: colour to the edges, the drawing in the middle four fifths.
  const inner = full ? Math.round(size * 0.8) : size;
  const background = full ? '#0b5557' : 'transparent';
  await page.setContent(
    `<style>*{margin:0}body{background:${background};display:grid;place-items:center;height:100vh}svg{display:block;width:${inner}px;height:${inner}px}</style>${svg}`,
  );
  writeFileSync(out(name), await page.screenshot({ omitBackground: true }));
  await page.close();
}

writeFileSync(out('icon.svg'), svg);
await draw('icon-192.png', 192);
await draw('icon-512.png', 512);
await draw('icon-maskable-512.png', 512, { full: true });
await draw('apple-touch-icon.png', 180, { full: true });
await browser.close();
