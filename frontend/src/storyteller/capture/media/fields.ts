// The fields for a recording and a picture. They are loaded together, after the start page.
import './fields.scss';
import '../../../lib/media/media.scss';

export { default as FileSummary } from './FileSummary.svelte';
export { default as PictureField } from './PictureField.svelte';
export { default as VoiceField } from './VoiceField.svelte';
