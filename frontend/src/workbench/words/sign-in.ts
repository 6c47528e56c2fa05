// The words of the sign-in page.
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
  errorPrefix: 'Error: ',
  help: 'No account yet?',
  helpText: 'Whoever runs the service makes accounts on the command line:',
  helpCommand: 'sensing staff add NAME --role analyst',
  noPage: (name: string, role: string) =>
    `You are signed in as ${name} (${role}). There is no page for this role here yet.`,
  tellStory: 'Tell a story',
};
