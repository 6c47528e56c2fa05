// The voice of this page.
import { Reader } from './reader.svelte';
import { BrowserSpeech } from './speech.svelte';

export const reader = new Reader(new BrowserSpeech(window.speechSynthesis));
