// What the service worker keeps, read from the manifest of the storyteller's build (never from globs: a stylesheet that
// several pages share is in no page's own folder).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const dist = new URL('../dist/', import.meta.url);

/** Words of another language come only when somebody reads them. */
const LATER = /\/i18n\/(?!en)/;

/** The list for `pages`, a map from address to HTML file. */
export function buildList(pages) {
  const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
  const files = new Set();
  const later = new Set();
  for (const name of Object.values(pages)) visit(name);

  function visit(name) {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`the manifest has no ${name}`);
    const language = chunk.isDynamicEntry === true && LATER.test(`/${name}`);
    const found = [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])].map((file) => `/${file}`);
    const list = language ? later : files;
    if (found.every((file) => list.has(file))) return;
    for (const file of found) list.add(file);
    for (const other of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(other);
  }

  // Pictures that only HTML names are in no chunk.
  const htmls = Object.values(pages).map((name) => readFileSync(new URL(name, dist), 'utf8'));
  for (const html of htmls) for (const [file] of html.matchAll(/\/assets\/[\w.-]+/g)) files.add(file);

  const own = { pages: Object.keys(pages), files: [...files].sort(), later: [...later].sort() };
  for (const file of own.files) later.delete(file);
  own.later = [...later].sort();
  const bytes = [JSON.stringify(own), ...htmls].join('\0');
  return { version: createHash('sha256').update(bytes).digest('hex').slice(0, 16), ...own };
}
