// Loads the fields for a recording and a picture when they are needed.

class Media {
  /** The fields; `undefined` until they are loaded. A story can be written without them. */
  fields: typeof import('./fields') | undefined = $state.raw();

  /** Loads the fields, also after a failure. */
  load(): void {
    if (this.fields) return;
    import('./fields').then(
      (fields) => (this.fields = fields),
      () => undefined,
    );
  }
}

export const media = new Media();
