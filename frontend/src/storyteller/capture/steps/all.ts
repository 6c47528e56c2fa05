// Every page after the first, fetched together while the first is read.
export { default as Audience } from './Audience.svelte';
export { default as Check } from './Check.svelte';
export { default as CodeEntry } from './CodeEntry.svelte';
export { default as Consent } from './Consent.svelte';
export { default as Prompt } from './Prompt.svelte';
export { default as Question } from './Question.svelte';
export { default as Sent } from './Sent.svelte';
export { default as Story } from './Story.svelte';
export { default as Wording } from './Wording.svelte';
export { Progress } from '../progress.svelte';
