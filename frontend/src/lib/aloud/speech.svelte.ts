// What can speak. Here it is the browser; recordings that a framework brings would be another `Speech`.
import { voiceFor } from './voices';

export interface Speech {
  /** Whether it has a voice for this language tag. */
  knows(tag: string): boolean;
  /** Speaks one sentence; `ended` is called when it was spoken, or could not be. */
  say(text: string, tag: string, ended: () => void): void;
  silence(): void;
}

export class BrowserSpeech implements Speech {
  #voices: readonly SpeechSynthesisVoice[] = $state.raw([]);
  /** Referenced here, because some browsers collect an utterance while it is still being spoken. */
  #current: SpeechSynthesisUtterance | undefined;

  constructor(private readonly synthesis: SpeechSynthesis) {
    this.#look();
    // Most browsers list their voices a moment later.
    synthesis.addEventListener?.('voiceschanged', () => this.#look());
  }

  knows(tag: string): boolean {
    return voiceFor(this.#voices, tag) !== undefined;
  }

  say(text: string, tag: string, ended: () => void): void {
    const voice = voiceFor(this.#voices, tag);
    if (!voice) return ended();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onend = ended;
    utterance.onerror = ended;
    this.#current = utterance;
    this.synthesis.speak(utterance);
  }

  silence(): void {
    if (this.#current) this.synthesis.cancel();
    this.#current = undefined;
  }

  #look(): void {
    this.#voices = this.synthesis.getVoices();
  }
}
