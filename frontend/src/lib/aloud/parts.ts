// Everything that reads aloud, fetched together.
import './aloud.scss';

export { default as Hear } from './Hear.svelte';
export { default as HearAnswer } from './HearAnswer.svelte';
export { default as Listen } from './Listen.svelte';
export { reader } from './voice';
