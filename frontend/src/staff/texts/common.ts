// Words that several staff pages use.
import type { Role } from '../../api/types';

const ROLES: Record<Role, string> = {
  facilitator: 'facilitator',
  analyst: 'analyst',
  moderator: 'moderator',
  'safeguarding-lead': 'safeguarding lead',
  administrator: 'administrator',
};

/** “United Kingdom Time” for `Europe/London`. */
function zoneInWords(zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longGeneric' });
  const name = format.formatToParts(new Date()).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  return name.startsWith('GMT+00') ? 'Greenwich Mean Time' : name;
}

export const frame = {
  service: 'Sensing and Shaping',
  title: (page: string) => `${page} – Sensing and Shaping`,
  skip: 'Skip to main content',
  pages: 'Staff pages',
  explore: 'Explore',
  exports: 'Exports',
  moderation: 'Moderation',
  frameworks: 'Frameworks',
  collections: 'Collections',
  paper: 'Paper form',
  transcribe: 'Type in',
  notices: 'Notices',
  imports: 'Import',
  signOut: 'Sign out',
  signedInAs: (name: string) => `Signed in as ${name}`,
  loading: 'Loading…',
  unfilled: (kinds: readonly string[]) =>
    `The ${kinds.map((kind) => (kind === 'privacy' ? 'privacy notice' : 'accessibility statement')).join(' and the ')} of this service ${kinds.length === 1 ? 'does' : 'do'} not say yet who is responsible and how to reach them.`,
  fillIn: 'Fill that in',
  askAdministrator: 'Ask an administrator to fill that in before you collect stories.',
  onlyHere: (host: string) =>
    `Other people’s phones cannot open ${host}: it is known on this computer or this network only. Open this page at the public address before you print, or ask the person who runs the service to set it (--public-url).`,
  days: (zone: string) =>
    `A day begins and ends at midnight in ${zone} (${zoneInWords(zone)}). Stories that an earlier version took in keep the day of Greenwich Mean Time.`,
};

export const roles = {
  name: (role: Role) => ROLES[role],
  either: (names: readonly Role[]) => names.map((role) => ROLES[role]).join(' or '),
};

export const denied = {
  heading: 'This page is for other roles',
  why: (name: string, have: readonly Role[], need: readonly Role[]) =>
    `You are signed in as ${name} (${have.map((role) => ROLES[role]).join(', ') || 'no role'}). This page needs the role ${roles.either(need)}. Ask the person who runs the service for it.`,
  other: 'Sign in as somebody else',
};

export const failure = {
  heading: 'There is a problem',
  tryAgain: 'Try again',
  offline: 'We could not reach the service. Check your connection and try again.',
  slow: 'The service has not answered for a while. It may still be working on it. Try again in a moment.',
  slowAnalysis: 'This is taking longer than a minute. Try again, or select fewer stories.',
  between:
    'Something on the way to the service answered in its place, such as the sign-in page of a Wi-Fi. Nothing was sent yet.',
  tooLarge: 'Something on the way to the service lets nothing so large through. Nothing was sent yet.',
  unavailable: 'The service is busy just now. Try again in a moment.',
  busy: (seconds: number | undefined) =>
    seconds === undefined
      ? 'Too many requests. Wait a moment.'
      : `Too many requests. Try again in ${seconds} seconds.`,
  invalid: 'The service could not answer this:',
  notFound: 'This is not here any more.',
  unknown: 'Something went wrong at our end.',
};

const number = new Intl.NumberFormat('en-GB');
const one = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 0 });
const percent1 = new Intl.NumberFormat('en-GB', {
  style: 'percent',
  maximumFractionDigits: 1,
  minimumFractionDigits: 1,
});
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });

const signedOne = (value: number) => {
  const text = one.format(Math.abs(value));
  return Number(text.replaceAll(',', '')) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
};
const signed = (value: number) =>
  value === 0 ? '0' : `${value < 0 ? '−' : '+'}${number.format(Math.abs(value))}`;

export const format = {
  number: (value: number) => number.format(value),
  /** With one decimal. */
  one: (value: number) => one.format(value),
  /** With two decimals and a true minus sign; never −0.00. */
  two: (value: number) => {
    const text = Math.abs(value).toFixed(2);
    return value < 0 && Number(text) > 0 ? `−${text}` : text;
  },
  percent: (value: number) => percent.format(value),
  percent1: (value: number) => percent1.format(value),
  /** With one decimal and its sign. */
  signedOne: (value: number) => signedOne(value),
  /** A difference of shares in points, with its sign: +12, −3, 0. */
  points: (value: number) => signed(Math.round(value * 100)),
  /** An ISO day in words. */
  day: (iso: string) => day.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)),
  /** The ISO day of a moment in a time zone. */
  dayIn: (moment: Date, zone = 'UTC') =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(moment),
  /** The time of day on the clock of this computer, from milliseconds since 1970. */
  time: (at: number) => time.format(at),
  /** An ISO time in words, on the clock of this computer. */
  moment: (iso: string) => moment.format(new Date(iso)),
  stories: (count: number) => (count === 1 ? '1 story' : `${number.format(count)} stories`),
};
