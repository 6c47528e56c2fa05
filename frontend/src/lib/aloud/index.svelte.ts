// Reading aloud, as the pages know it: nothing until the browser is known to speak, and then the parts that do it.
// They are fetched on their own, so that the first page stays small.

class Aloud {
  /** What reads; missing in a browser that cannot speak, or until it is fetched. */
  parts: typeof import('./parts') | undefined = $state.raw();

  load(): void {
    if (!('speechSynthesis' in window)) return;
    // Without a network the buttons are missing, and nothing else.
    import('./parts').then(
      (parts) => (this.parts = parts),
      () => undefined,
    );
  }

  /** Whether something is being read. */
  get reading(): boolean {
    return this.parts?.reader.reading !== undefined;
  }

  /** Falls silent at once. */
  stop = (): void => this.parts?.reader.stop();
}

/** One reader for the page, however many buttons use it. */
export const aloud = new Aloud();
