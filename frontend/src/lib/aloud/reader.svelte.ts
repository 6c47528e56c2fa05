// Reads sentences one after the other, marks the current one, and can be stopped.
import type { Speech } from './speech.svelte';

/** A sentence to read, and how it is marked meanwhile. */
export interface Piece {
  readonly text: string;
  /** The language it is in. */
  readonly tag: string;
  readonly mark?: () => void;
}

export class Reader {
  /** Which button's words are being read. */
  reading: string | undefined = $state();
  #turn = 0;
  #unmark: () => void = () => undefined;

  constructor(private readonly speech: Speech) {}

  knows(tag: string): boolean {
    return this.speech.knows(tag);
  }

  /** Reads these pieces, instead of whatever is being read. `unmark` takes the last mark away. */
  read(by: string, pieces: readonly Piece[], unmark: () => void = () => undefined): void {
    this.stop();
    // A language without a voice is left out rather than read in the wrong voice.
    const spoken = pieces.filter(({ tag }) => this.speech.knows(tag));
    if (spoken.length === 0) return;
    this.reading = by;
    this.#unmark = unmark;
    this.#next(spoken, 0, this.#turn);
  }

  stop(): void {
    this.#turn += 1;
    this.speech.silence();
    this.reading = undefined;
    this.#unmark();
    this.#unmark = () => undefined;
  }

  #next(pieces: readonly Piece[], place: number, turn: number): void {
    // Some browsers report an end when a sentence was cut off.
    if (turn !== this.#turn) return;
    const piece = pieces[place];
    if (!piece) return this.stop();
    piece.mark?.();
    let said = false;
    this.speech.say(piece.text, piece.tag, () => {
      if (said) return;
      said = true;
      this.#next(pieces, place + 1, turn);
    });
  }
}
