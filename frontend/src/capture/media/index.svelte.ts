// The door to telling by voice and by picture, which is fetched only once somebody tells a story.

class Media {
  /** The fields; missing until they are fetched. A story can be written without them. */
  fields: typeof import('./fields') | undefined = $state.raw();
  /** Somebody is speaking. */
  recording = $state(false);

  /** Tried again where it failed before. */
  load(): void {
    if (this.fields) return;
    import('./fields').then(
      (fields) => (this.fields = fields),
      () => undefined,
    );
  }
}

export const media = new Media();
