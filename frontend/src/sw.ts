// The service worker: after one visit the storyteller's pages work without a network. Pages and files come from one
// build; a newer build waits until nobody is in the middle of a story. Stories and receipts never pass through here.
import { belongs, pageOf, questionsOf, versionAddress, type Build, type Questions } from './worker/addresses';
import type { AskedEvent, Surroundings, ToldEvent } from './worker/scope';

/** Written by the build: see vite.config.ts. */
declare const __BUILD__: Build;

const worker = self as unknown as Surroundings;
const build = __BUILD__;
const PAGES = `pages-${build.version}`;
const QUESTIONS = 'questions';
/** How long a slow network may keep somebody waiting when an older answer is at hand. */
const PATIENCE = 4_000;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', answer);
worker.addEventListener('message', hear);

/** All or nothing: a build that did not come whole is not used. */
async function install(): Promise<void> {
  const cache = await caches.open(PAGES);
  await Promise.all([
    cache.addAll(build.files),
    ...build.pages.map(async (page) => {
      const response = await fetch(page, { cache: 'reload', credentials: 'omit' });
      if (!response.ok || !belongs(await response.clone().text(), build)) {
        throw new Error(`${page} belongs to another build`);
      }
      await cache.put(page, response);
    }),
  ]);
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.map((name) => name !== PAGES && name !== QUESTIONS && caches.delete(name)));
  await worker.clients.claim();
}

function answer(event: AskedEvent): void {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    const page = pageOf(pathname, build.pages);
    if (page) event.respondWith(fromCache(page, request));
  } else if (build.files.includes(pathname) || build.later.includes(pathname)) {
    event.respondWith(fromCache(pathname, request));
  } else if (request.credentials === 'omit') {
    const questions = questionsOf(pathname);
    if (questions) event.respondWith(fresh(pathname, questions, request));
  }
}

async function fromCache(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(PAGES);
  const found = await cache.match(address);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && build.later.includes(address)) await cache.put(address, response.clone());
  return response;
}

/** From the network, else as it was. A published version never changes, so it need not be asked for again. */
async function fresh(pathname: string, questions: Questions, request: Request): Promise<Response> {
  const cache = await caches.open(QUESTIONS);
  const kept = await cache.match(pathname);
  if (kept && questions === 'version') return kept;
  const asked = fetch(request).then(async (response) => {
    if (response.ok) await keep(cache, pathname, questions, response.clone());
    else if (response.status === 404) await cache.delete(pathname);
    return response;
  });
  if (!kept) return asked;
  const late = new Promise<Response>((done) => setTimeout(() => done(kept.clone()), PATIENCE));
  const network = asked.then(
    (response) => (response.ok || response.status === 404 ? response : kept.clone()),
    () => kept.clone(),
  );
  return Promise.race([network, late]);
}

async function keep(cache: Cache, pathname: string, questions: Questions, response: Response): Promise<void> {
  if (!response.headers.get('content-type')?.includes('json')) return;
  if (questions === 'newest') {
    // A draft goes on with the version it began with, also after a newer one has come.
    const version = versionAddress(await response.clone().json());
    if (version) await cache.put(version, response.clone());
  }
  await cache.put(pathname, response);
}

interface Told {
  readonly kind: 'used' | 'take-over' | 'hold' | 'hand-back';
  readonly addresses?: readonly string[];
  readonly held?: unknown;
}

function hear(event: ToldEvent): void {
  const told = event.data as Told | null;
  if (told?.kind === 'used') event.waitUntil(keepUsed(told.addresses ?? []));
  else if (told?.kind === 'take-over') event.waitUntil(takeOver());
  else if (told?.kind === 'hold') hold(event, told.held);
  else if (told?.kind === 'hand-back') handBack(event);
}

/** What a page fetched before this worker was there. */
async function keepUsed(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const questions = questionsOf(address);
    if (!questions && !build.later.includes(address)) continue;
    const cache = await caches.open(questions ? QUESTIONS : PAGES);
    if (await cache.match(address)) continue;
    const response = await fetch(address, { credentials: 'omit' }).catch(() => undefined);
    if (!response?.ok) continue;
    if (questions) await keep(cache, address, questions, response);
    else await cache.put(address, response);
  }
}

/** The page that asks has nothing to lose. Others might: then this build goes on waiting. */
async function takeOver(): Promise<void> {
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const storytellers = open.filter(({ url }) => pageOf(new URL(url).pathname, build.pages));
  if (storytellers.length <= 1) await worker.skipWaiting();
}

// A shared tablet's page forgets everything between two people by loading anew. What it needs to go on without asking
// the facilitator again is held here meanwhile: in memory, for a moment, never on disk.
const A_MOMENT = 20_000;
let held: unknown;

function hold(event: ToldEvent, what: unknown): void {
  held = what;
  event.ports[0]?.postMessage(true);
  event.waitUntil(
    new Promise<void>((done) => {
      setTimeout(() => {
        if (held === what) held = undefined;
        done();
      }, A_MOMENT);
    }),
  );
}

function handBack(event: ToldEvent): void {
  event.ports[0]?.postMessage(held);
  held = undefined;
}
