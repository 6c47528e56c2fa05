// Registers the service worker, which stores the pages on this device, and lets a newer one take over between stories.

interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => {
    createScriptURL: (url: string) => unknown;
  };
}

const WORKER = '/sw.js';

/** The one script address that this page may hand to the browser (Content-Security-Policy: trusted-types). */
function workerAddress(): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return WORKER;
  const policy = trustedTypes.createPolicy('sensing', {
    createScriptURL(url) {
      if (url !== WORKER) throw new TypeError('not a script of ours');
      return url;
    },
  });
  // The DOM types say string; browsers also take what the policy returns.
  return policy.createScriptURL(WORKER) as string;
}

/** Milliseconds to wait for the service worker on a slow network. */
const TIMEOUT = 60_000;

/**
 * Resolves to whether the pages are on this device and the worker serves them.
 *
 * @param untouched Whether a reload of this page would lose nothing.
 */
export function install(untouched: () => boolean): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return Promise.resolve(false);
  const late = new Promise<boolean>((done) => setTimeout(() => done(false), TIMEOUT));
  // Without it the page works as long as there is a network.
  return Promise.race([installed(navigator.serviceWorker, untouched), late]).catch(() => false);
}

async function installed(serviceWorker: ServiceWorkerContainer, untouched: () => boolean): Promise<boolean> {
  const registration = (await serviceWorker.register(workerAddress(), { updateViaCache: 'none' })) as
    ServiceWorkerRegistration | undefined;
  if (!registration) return false;
  if (registration.waiting && serviceWorker.controller && untouched()) {
    serviceWorker.addEventListener('controllerchange', () => untouched() && location.reload(), {
      once: true,
    });
    registration.waiting.postMessage({ kind: 'take-over' });
  }
  const { active } = await serviceWorker.ready;
  active?.postMessage({ kind: 'used', addresses: fetchedHere() });
  if (!serviceWorker.controller) {
    await new Promise((done) => serviceWorker.addEventListener('controllerchange', done, { once: true }));
  }
  return true;
}

/** The paths that this page has fetched from the service. */
function fetchedHere(): string[] {
  const addresses = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  return addresses.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname);
}
