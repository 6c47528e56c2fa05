// Builds every page of the service into frontend/dist, which the Rust binary embeds.
// One HTML file here is one route there: index.html is `/`, receipt.html is `/receipt`, and so on.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import postcssRTLCSS from 'postcss-rtlcss';
import { defineConfig } from 'vite';

const page = (name: string) => fileURLToPath(new URL(`./${name}.html`, import.meta.url));

/** The service that answers /api during `npm run dev`. */
const service = process.env.SENSING_URL ?? 'http://127.0.0.1:8080';

const STORYTELLER = { capture: page('index'), receipt: page('receipt') };
const STAFF = { 'sign-in': page('sign-in'), explore: page('explore'), moderation: page('moderation') };

// Two builds, so that what only staff pages use never makes the storyteller's shared files bigger:
// `vite build` for storytellers, then `vite build --mode staff` beside it.
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  css: {
    postcss: { plugins: [postcssRTLCSS()] },
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
    rolldownOptions: {
      input: mode === 'staff' ? STAFF : STORYTELLER,
    },
  },
  server: { proxy: { '/api': service } },
}));
