// Fails when what a phone must fetch to show `/` grows over the limit: HTML, scripts and styles, gzipped; and when what
// another language or wording adds to that does, up to the receipt. What is fetched only later is listed, and not counted.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT = 60_000;
// Urdu and Slovak need the most: their scripts take two bytes a letter, or many endings.
const LANGUAGE_LIMIT = 6_300;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const needed = new Set(['index.html']);
const later = new Set();
visit('index.html');

function visit(name) {
  const chunk = manifest[name];
  if (chunk.file && !needed.has(chunk.file)) needed.add(chunk.file);
  for (const style of chunk.css ?? []) needed.add(style);
  for (const other of chunk.imports ?? []) visit(other);
  for (const other of chunk.dynamicImports ?? []) later.add(manifest[other].file);
}

const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

let total = 0;
for (const file of needed) {
  total += size(file);
  console.log(`${kilobytes(size(file)).padStart(9)}  ${file}`);
}
for (const file of later) console.log(`${kilobytes(size(file)).padStart(9)}  ${file} (later, not counted)`);
console.log(`${kilobytes(total).padStart(9)}  in all, of ${kilobytes(LIMIT)} allowed`);
if (total > LIMIT) {
  console.error('The capture page is too big for a phone in a bad place.');
  process.exitCode = 1;
}

// All that a storyteller fetches to tell a story in a language or wording: the form's words, and what is said of stories
// that wait, drafts and shared tablets. The page that opens a receipt fetches its own words besides.
const words = Object.keys(manifest).filter(
  (name) => /\/i18n\/[\w-]+\.ts$/.test(name) && manifest[name].isDynamicEntry,
);
if (words.length === 0) throw new Error('the manifest has no language');
for (const name of words) {
  const files = [name, ...(manifest[name].imports ?? [])].map((part) => manifest[part].file);
  const own = files.filter((file) => !needed.has(file)).reduce((sum, file) => sum + size(file), 0);
  const receipt = manifest[name.replace('/i18n/', '/i18n/receipt/')];
  const besides = receipt ? `; with the receipt page ${kilobytes(own + size(receipt.file))}` : '';
  console.log(`${kilobytes(own).padStart(9)}  ${name}, of ${kilobytes(LANGUAGE_LIMIT)} allowed${besides}`);
  if (own > LANGUAGE_LIMIT) {
    console.error(`${name} has too many words for a phone in a bad place.`);
    process.exitCode = 1;
  }
}

// The scripts of each analysis page: an analyst's computer is better than a phone, but the pages are to begin at once.
const ANALYSIS_LIMIT = 150_000;
const staff = JSON.parse(readFileSync(new URL('.vite/staff.json', dist), 'utf8'));
for (const page of ['explore', 'compare', 'change', 'clusters', 'words']) {
  const scripts = new Set();
  const collect = (name) => {
    if (scripts.has(name)) return;
    scripts.add(name);
    for (const other of staff[name].imports ?? []) collect(other);
  };
  collect(`${page}.html`);
  const own = [...scripts].reduce((sum, name) => sum + size(staff[name].file), 0);
  console.log(`${kilobytes(own).padStart(9)}  scripts of /${page}, of ${kilobytes(ANALYSIS_LIMIT)} allowed`);
  if (own > ANALYSIS_LIMIT) {
    console.error(`/${page} has too many scripts.`);
    process.exitCode = 1;
  }
}
