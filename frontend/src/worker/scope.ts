// The parts of a service worker's surroundings that are used here; TypeScript's own list of them excludes a page's.

interface LifeEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void;
}

export interface AskedEvent extends LifeEvent {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
}

export interface ToldEvent extends LifeEvent {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}

interface Page {
  readonly url: string;
}

export interface Surroundings {
  readonly location: Location;
  readonly clients: {
    claim: () => Promise<void>;
    matchAll: (which: { type: 'window'; includeUncontrolled: boolean }) => Promise<readonly Page[]>;
  };
  skipWaiting: () => Promise<void>;
  addEventListener: {
    (name: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
    (name: 'fetch', listener: (event: AskedEvent) => void): void;
    (name: 'message', listener: (event: ToldEvent) => void): void;
  };
}
