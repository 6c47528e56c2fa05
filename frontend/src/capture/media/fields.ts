// Telling by voice and by picture: fetched together, and only once somebody tells a story.
import './fields.scss';
import '../../lib/media/media.scss';

export { default as Given } from './Given.svelte';
export { default as PictureField } from './PictureField.svelte';
export { default as VoiceField } from './VoiceField.svelte';
