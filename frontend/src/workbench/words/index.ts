// The staff pages' own words. No word of a staff page stands anywhere else but in the framework.
export { collections } from './collections';
export { denied, format, frame, roles, trouble } from './common';
export { explore } from './explore';
export { frameworks } from './frameworks';
export { moderation } from './moderation';
export { paper } from './paper';
export { signIn } from './sign-in';
export { transcribe } from './transcribe';
