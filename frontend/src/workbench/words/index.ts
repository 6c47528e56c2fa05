// The staff pages' own words. No word of a staff page stands anywhere else but in the framework.
export { denied, format, frame, roles, trouble } from './common';
export { explore } from './explore';
export { moderation } from './moderation';
export { signIn } from './sign-in';
