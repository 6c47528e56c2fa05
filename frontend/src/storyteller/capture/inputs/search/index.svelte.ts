// The search in a long choice, as its question knows it. Few frameworks need it, so it is fetched when a question does.

class SearchParts {
  /** What searches; missing until it is fetched. */
  parts: typeof import('./parts') | undefined = $state.raw();
  /** Whether it could not be fetched: then the question shows all options. */
  failed = $state(false);

  async load(): Promise<void> {
    if (this.parts) return;
    await import('./parts').then(
      (parts) => {
        this.parts = parts;
        this.failed = false;
      },
      () => (this.failed = true),
    );
  }
}

/** One for the page. */
export const search = new SearchParts();
