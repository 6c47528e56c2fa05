// Builds every page of the service into frontend/dist, which the Rust binary embeds.
// One HTML file here is one route there: index.html is `/`, receipt.html is `/receipt`, and so on.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import postcssRTLCSS from 'postcss-rtlcss';
import { defineConfig, type UserConfig } from 'vite';
import { buildList } from './scripts/build-list.mjs';
import { bundledPackages } from './scripts/bundled-packages.ts';
import { textsUnder, usedIn, usedStyles } from './scripts/used-styles.ts';
import { wordsInOrder } from './scripts/words-in-order.ts';
import { en } from './src/lib/i18n/en.ts';
import { en as offlineEnglish } from './src/lib/i18n/offline/en.ts';
import { en as receiptEnglish } from './src/lib/i18n/receipt/en.ts';

const page = (name: string) => fileURLToPath(new URL(`./${name}.html`, import.meta.url));

const SOURCES = fileURLToPath(new URL('./src', import.meta.url));

/** The service that answers /api during `npm run dev`. */
const service = process.env.SENSING_URL ?? 'http://127.0.0.1:8080';

const STORYTELLER = {
  capture: page('index'),
  receipt: page('receipt'),
  notice: page('notice'),
  kiosk: page('kiosk'),
  'not-found': page('not-found'),
};
/** What works without a network, by address. */
const WITHOUT_NETWORK = {
  '/': 'index.html',
  '/receipt': 'receipt.html',
  '/kiosk': 'kiosk.html',
  '/privacy': 'notice.html',
  '/accessibility': 'notice.html',
};
/** What every page of the storyteller needs: the texts, the client of the API, and Svelte. */
const COMMON = {
  name: 'common',
  test: /\/(svelte|esm-env|clsx|openapi-fetch)\/|\/src\/api\/|\/lib\/i18n\/(en|index|locale\.svelte|tags|translation)\.ts$/,
};
const STAFF = {
  'sign-in': page('sign-in'),
  explore: page('explore'),
  compare: page('compare'),
  change: page('change'),
  clusters: page('clusters'),
  words: page('words'),
  exports: page('exports'),
  moderation: page('moderation'),
  frameworks: page('frameworks'),
  imports: page('imports'),
  notices: page('notices'),
  preview: page('preview'),
  collections: page('collections'),
  paper: page('paper'),
  transcribe: page('transcribe'),
};

// Two builds, so that what only staff pages use never makes the storyteller's shared files bigger:
// `vite build` for storytellers, then `vite build --mode staff` beside it. The third, `vite build --mode worker`,
// makes the service worker, which keeps what the first has made.
const staffOrStoryteller = (mode: string): UserConfig => ({
  plugins: [
    svelte(),
    wordsInOrder([
      [/\/lib\/i18n\/(?!en\.)[a-z]{2,3}(-\w+)*\.ts$/, en],
      [/\/lib\/i18n\/receipt\/(?!en\.)[a-z]{2,3}(-\w+)*\.ts$/, receiptEnglish],
      [/\/lib\/i18n\/offline\/(?!en\.)[\w-]+\.ts$/, offlineEnglish],
    ]),
    bundledPackages(`.vite/${mode === 'staff' ? 'staff' : 'storyteller'}-packages.json`, SOURCES),
  ],
  css: {
    postcss: { plugins: [usedStyles(usedIn(textsUnder(SOURCES))), postcssRTLCSS()] },
    preprocessorOptions: {
      scss: { loadPaths: [fileURLToPath(new URL('./node_modules', import.meta.url))] },
    },
  },
  build: {
    target: ['es2022', 'safari15'],
    // The Content-Security-Policy allows no inline script and no data: font or script.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: mode === 'staff' ? '.vite/staff.json' : '.vite/manifest.json',
    emptyOutDir: mode !== 'staff',
    copyPublicDir: mode !== 'staff',
    rolldownOptions: {
      input: mode === 'staff' ? STAFF : STORYTELLER,
      // Every page of the storyteller needs these; apart they would compress less well.
      ...(mode !== 'staff' && { output: { codeSplitting: { groups: [COMMON] } } }),
    },
  },
  server: { proxy: { '/api': service } },
});

const worker = (): UserConfig => ({
  plugins: [bundledPackages('.vite/worker-packages.json')],
  define: { __BUILD__: JSON.stringify(buildList(WITHOUT_NETWORK)) },
  build: {
    target: ['es2022', 'safari15'],
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: { sw: fileURLToPath(new URL('./src/storyteller/worker/sw.ts', import.meta.url)) },
      output: { entryFileNames: '[name].js' },
    },
  },
});

export default defineConfig(({ mode }) => (mode === 'worker' ? worker() : staffOrStoryteller(mode)));
