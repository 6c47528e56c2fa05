// Every page after the first, fetched together while the first is read.
export { default as CodeEntry } from './CodeEntry.svelte';
export { default as Sent } from './Sent.svelte';
export { default as StorySteps } from './StorySteps.svelte';
export { Progress } from '../progress.svelte';
