// The service worker: after one visit the storyteller's pages work without a network. Pages and files come from one
// build; a newer build waits until no page has an unfinished story. Stories and receipts never pass through here.
import { judge } from '../../api/response-origin';
import {
  belongs,
  expectedAt,
  isFile,
  pageOf,
  questionsOf,
  versionAddress,
  type Build,
  type Questions,
} from './addresses';
import type { FetchEvent, WorkerScope, WorkerMessageEvent } from './worker-types';

/** Written by the build: see vite.config.ts. */
declare const __BUILD__: Build;

const worker = self as unknown as WorkerScope;
const build = __BUILD__;
const PAGES = `pages-${build.version}`;
const QUESTIONS = 'questions';
/** Milliseconds to wait for a slow network when a stored answer is there. */
const NETWORK_TIMEOUT = 4_000;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', answer);
worker.addEventListener('message', hear);

/** All or nothing: an incomplete build is not used. */
async function install(): Promise<void> {
  const cache = await caches.open(PAGES);
  await Promise.all([
    ...build.files.map(async (file) => {
      const response = await fetch(file, { cache: 'reload', credentials: 'omit' });
      if (!isFile(file, response)) throw new Error(`${file} did not come`);
      await cache.put(file, response);
    }),
    ...build.pages.map(async (page) => {
      const response = await fetch(page, { cache: 'reload', credentials: 'omit' });
      if (!response.ok || response.redirected || !belongs(await response.clone().text(), build)) {
        throw new Error(`${page} belongs to another build`);
      }
      await cache.put(page, response);
    }),
  ]);
}

/** The caches of earlier builds stay until no page of theirs can be open: see `deleteEarlier`. */
function activate(): Promise<void> {
  return worker.clients.claim();
}

function answer(event: FetchEvent): void {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    const page = pageOf(pathname, build.pages);
    if (page) event.respondWith(fromCache(page, request));
  } else if (build.files.includes(pathname) || build.later.includes(pathname)) {
    event.respondWith(fromCache(pathname, request));
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(fromAnyBuild(pathname, request));
  } else if (request.credentials === 'omit') {
    const questions = questionsOf(pathname);
    if (questions) event.respondWith(fresh(pathname, questions, request, search));
  }
}

async function fromCache(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(PAGES);
  const found = await cache.match(address);
  if (found) return found;
  const response = await fetch(request);
  if (build.later.includes(address) && isFile(address, response)) await cache.put(address, response.clone());
  return response;
}

/** A page of an earlier build may still be open and ask for a file that the service no longer has. */
async function fromAnyBuild(address: string, request: Request): Promise<Response> {
  return (await caches.match(address)) ?? fetch(request);
}

/** Deletes the caches of earlier builds, if a page of this build is the only one that is open. */
async function deleteEarlier(addresses: readonly string[]): Promise<void> {
  const files = addresses.filter((address) => address.startsWith('/assets/'));
  const own = files.every((file) => build.files.includes(file) || build.later.includes(file));
  if (files.length === 0 || !own || (await openPages()) > 1) return;
  const names = await caches.keys();
  await Promise.all(names.map((name) => name !== PAGES && name !== QUESTIONS && caches.delete(name)));
}

/** How many of the storyteller's pages are open. */
async function openPages(): Promise<number> {
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return open.filter(({ url }) => pageOf(new URL(url).pathname, build.pages)).length;
}

/** From the network, else from the cache. A published version never changes, so it is not fetched again. */
async function fresh(
  pathname: string,
  questions: Questions,
  request: Request,
  search: string,
): Promise<Response> {
  const cache = await caches.open(QUESTIONS);
  // A notice comes in one language, which the query names.
  const address = questions === 'notice' ? pathname + search : pathname;
  const kept = await cache.match(address);
  if (kept && questions === 'version') return kept;
  const asked = fetch(request).then(async (response) => {
    const said = await heard(pathname, response);
    if (said.kind === 'own') await keep(cache, address, questions, said.value, response.clone());
    else if (isGone(said)) await cache.delete(address);
    return { response, counts: said.kind === 'own' || isGone(said) };
  });
  if (!kept) return (await asked).response;
  const late = new Promise<Response>((done) => setTimeout(() => done(kept.clone()), NETWORK_TIMEOUT));
  const network = asked.then(
    ({ response, counts }) => (counts ? response : kept.clone()),
    () => kept.clone(),
  );
  return Promise.race([network, late]);
}

type Said = ReturnType<typeof judge<object>>;

/** Where an answer comes from: the service, with what was asked for or with a refusal, or something in between. */
async function heard(pathname: string, response: Response): Promise<Said> {
  const expected = expectedAt(pathname);
  const content: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return expected ? judge(response, content, expected) : { kind: 'foreign' };
}

/** Whether the service itself answers 404. Only then is what was stored deleted. */
function isGone(said: Said): boolean {
  return said.kind === 'refused' && said.problem.status === 404;
}

async function keep(
  cache: Cache,
  address: string,
  questions: Questions,
  content: object,
  response: Response,
): Promise<void> {
  if (questions === 'newest') {
    // A draft keeps the version that it was begun with, also when there is a newer one.
    const version = versionAddress(content);
    if (version) await cache.put(version, response.clone());
  }
  await cache.put(address, response);
}

interface WorkerMessage {
  readonly kind: 'used' | 'take-over' | 'hold' | 'hand-back';
  readonly addresses?: readonly string[];
  readonly held?: unknown;
}

function hear(event: WorkerMessageEvent): void {
  const told = event.data as WorkerMessage | null;
  if (told?.kind === 'used') event.waitUntil(hearUsed(told.addresses ?? []));
  else if (told?.kind === 'take-over') event.waitUntil(takeOver());
  else if (told?.kind === 'hold') hold(event, told.held);
  else if (told?.kind === 'hand-back') handBack(event);
}

/** A page was loaded, with these files. */
async function hearUsed(addresses: readonly string[]): Promise<void> {
  await keepUsed(addresses);
  await deleteEarlier(addresses);
}

/** Stores what a page fetched before this worker was active. */
async function keepUsed(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const questions = questionsOf(address);
    if (!questions && !build.later.includes(address)) continue;
    const cache = await caches.open(questions ? QUESTIONS : PAGES);
    if (await cache.match(address)) continue;
    const response = await fetch(address, { credentials: 'omit' }).catch(() => undefined);
    if (!response) continue;
    const said = await heard(address, response);
    if (questions && said.kind === 'own') await keep(cache, address, questions, said.value, response);
    else if (!questions && isFile(address, response)) await cache.put(address, response);
  }
}

/** The page that asks would lose nothing by a reload. If another page is open, this build goes on waiting. */
async function takeOver(): Promise<void> {
  if ((await openPages()) <= 1) await worker.skipWaiting();
}

// A shared tablet's page reloads between two people, which clears its memory. What it needs to continue without asking
// the facilitator again is held here meanwhile: in memory, for a moment, never on disk.
/** Milliseconds. */
const HOLD_TIMEOUT = 20_000;
let held: unknown;

function hold(event: WorkerMessageEvent, what: unknown): void {
  held = what;
  event.ports[0]?.postMessage(true);
  event.waitUntil(
    new Promise<void>((done) => {
      setTimeout(() => {
        if (held === what) held = undefined;
        done();
      }, HOLD_TIMEOUT);
    }),
  );
}

function handBack(event: WorkerMessageEvent): void {
  event.ports[0]?.postMessage(held);
  held = undefined;
}
