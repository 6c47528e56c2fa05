// The texts of the sign-in page.
export const signIn = {
  heading: 'Sign in',
  intro: 'For staff. To tell a story you need no account.',
  name: 'Name',
  password: 'Password',
  show: 'Show',
  hide: 'Hide',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  button: 'Sign in',
  working: 'Signing in…',
  noName: 'Enter your name',
  noPassword: 'Enter your password',
  wrong: 'The name or the password is not right. Check both and try again.',
  tooOften: (seconds: number | undefined) =>
    seconds === undefined
      ? 'Too many attempts. Wait a minute, then try again.'
      : seconds < 90
        ? `Too many attempts. Try again in ${seconds} seconds.`
        : `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`,
  notSecure: {
    heading: 'You cannot sign in at this address',
    why: 'This page came over plain http. Browsers keep a sign-in only over https, so yours would be dropped at once. Your password could also be read on the way.',
    ways: [
      'Open the address of this service that begins with https://.',
      'If there is none, ask the person who runs the service. It needs a host name of its own and a certificate.',
      'On the machine that runs the service, an address such as http://localhost:8080 works.',
    ],
    stories: 'Stories can still be told here.',
  },
  notKept:
    'Your name and password are right, but your browser did not keep the sign-in. Allow cookies for this address and try again, or use another browser.',
  errorPrefix: 'Error: ',
  help: 'No account yet?',
  helpText: 'The person who runs the service makes accounts on the command line:',
  helpCommand: 'sensing staff add NAME --role analyst',
  noPage: (name: string, role: string) =>
    `You are signed in as ${name} (${role}). There is no page for this role here yet.`,
  tellStory: 'Tell a story',
  again: {
    heading: 'Sign in again',
    why: (name: string) =>
      `Your session has ended. What you typed is still on this page: sign in as ${name} to go on. When another person signs in, it is removed.`,
    ended: 'Your session has ended. What you typed is still on this page.',
    open: 'Sign in again',
  },
};
