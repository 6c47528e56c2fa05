// The interface texts of the staff pages.
export { analysis } from './analysis';
export { associations } from './associations';
export { change } from './change';
export { clusters } from './clusters';
export { collections } from './collections';
export { denied, format, frame, roles, failure } from './common';
export { compare } from './compare';
export { explore } from './explore';
export { exports } from './exports';
export { figures } from './figures';
export { frameworks } from './frameworks';
export { imports } from './imports';
export { moderation } from './moderation';
export { notices } from './notices';
export { paper } from './paper';
export { signIn } from './sign-in';
export { transcribe } from './transcribe';
export { words } from './words';
