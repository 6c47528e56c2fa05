// What is typed to make or edit a collection, what is wrong with it, and what is sent.
import type { Fault } from '../../lib/ui/ErrorSummary.svelte';
import { AUDIENCE, type Framework, type Signifier } from '../../lib/framework';
import { cleaned, isBlank } from '../../lib/text-limits';
import type { Collection, CollectionRequest, FieldError } from '../../api/types';
import { collections } from '../texts';

const words = collections.form;

export type Preset = 'full' | 'kiosk' | 'own';
export const PRESETS: readonly Preset[] = ['full', 'kiosk', 'own'];

const KIOSK_LEAST = 3;
const KIOSK_MOST = 5;

export interface CollectionFields {
  name: string;
  place: string;
  opens: string;
  closes: string;
  round: string;
  partner: string;
  framework: string;
  /** The wording that the form begins with; empty for plain. */
  wording: string;
  /** The language that the form begins with; empty for that of the device. */
  language: string;
  audiences: string[];
  preset: Preset;
  /** The chosen questions; they do not matter when all are asked. */
  signifiers: string[];
}

export const emptyFields = (framework: string): CollectionFields => ({
  name: '',
  place: '',
  opens: '',
  closes: '',
  round: '',
  partner: '',
  framework,
  wording: '',
  language: '',
  audiences: [],
  preset: 'full',
  signifiers: [],
});

/** A collection as it is typed. */
export const fieldsOf = (collection: Collection): CollectionFields => ({
  name: collection.name,
  place: collection.place ?? '',
  opens: collection.opens ?? '',
  closes: collection.closes ?? '',
  round: collection.round ?? '',
  partner: collection.partner ?? '',
  framework: collection.framework,
  wording: collection.wording ?? '',
  language: collection.language ?? '',
  audiences: [...collection.audiences],
  preset: collection.kiosk ? 'kiosk' : collection.signifiers.length > 0 ? 'own' : 'full',
  signifiers: [...collection.signifiers],
});

/** The questions that can be chosen: who tells the story is always asked. */
export function choosable(framework: Framework): Signifier[] {
  return framework.signifiers.filter(({ id }) => id !== AUDIENCE);
}

/** A beginning for a kiosk: two triads, a dyad, and a list about the story, as far as the framework has them. */
export function kioskStart(framework: Framework): string[] {
  const all = choosable(framework);
  const first = (count: number, fits: (signifier: Signifier) => boolean) => all.filter(fits).slice(0, count);
  const start = [
    ...first(2, ({ kind }) => kind === 'triad'),
    ...first(1, ({ kind }) => kind === 'dyad'),
    ...first(1, (signifier) => signifier.kind === 'choice' && signifier.about !== 'storyteller'),
  ].map(({ id }) => id);
  const rest = all.map(({ id }) => id).filter((id) => !start.includes(id));
  return start.length >= KIOSK_LEAST ? start : [...start, ...rest].slice(0, KIOSK_LEAST);
}

/** How many questions are chosen, and whether a kiosk is content with that. */
export function countWords(making: CollectionFields): string {
  const count = making.signifiers.length;
  const chosen = words.chosen(count);
  if (making.preset !== 'kiosk') return chosen;
  if (count < KIOSK_LEAST) return `${chosen} ${words.kioskFew(KIOSK_LEAST - count)}`;
  return `${chosen} ${count > KIOSK_MOST ? words.kioskMany(count - KIOSK_MOST) : words.kioskFits}`;
}

/**
 * What is wrong, in the order of the fields. `unreadable` names the date fields with half a date, and `before` is the
 * collection that is edited.
 */
export function faultsOf(
  making: CollectionFields,
  today: string,
  unreadable: readonly string[] = [],
  before?: CollectionFields,
): Fault[] {
  const faults: Fault[] = [];
  const { name, opens, closes, preset, signifiers } = making;
  if (isBlank(name)) faults.push({ target: 'name', message: words.noName });
  for (const target of unreadable) faults.push({ target, message: words.badDay });
  if (closes && opens && closes < opens) faults.push({ target: 'closes', message: words.wrongOrder });
  else if (closes && closes < today && closes !== before?.closes)
    faults.push({ target: 'closes', message: words.past });
  const count = signifiers.length;
  if (preset === 'kiosk' && (count < KIOSK_LEAST || count > KIOSK_MOST)) {
    faults.push({ target: 'signifiers', message: words.kioskCount });
  }
  if (preset === 'own' && count === 0) faults.push({ target: 'signifiers', message: words.ownCount });
  return faults;
}

/** The faults that the service found, each at its field. */
export function faultsFrom(errors: readonly FieldError[]): Fault[] {
  return errors.map(({ field, message }) => ({
    target: field.replace(/^collection\./, '').replace(/[[.].*$/, ''),
    message: capital(message),
  }));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function requestOf(making: CollectionFields, framework: Framework): CollectionRequest {
  const line = (name: 'place' | 'opens' | 'closes' | 'round' | 'partner' | 'wording' | 'language') => {
    const text = cleaned(making[name]);
    return text ? { [name]: text } : {};
  };
  const chosen = choosable(framework)
    .map(({ id }) => id)
    .filter((id) => making.signifiers.includes(id));
  return {
    name: cleaned(making.name),
    framework: making.framework,
    ...line('place'),
    ...line('opens'),
    ...line('closes'),
    ...line('round'),
    ...line('partner'),
    ...line('wording'),
    ...line('language'),
    ...(making.audiences.length > 0 && { audiences: making.audiences }),
    ...(making.preset !== 'full' && { signifiers: chosen }),
    ...(making.preset === 'kiosk' && { kiosk: true }),
  };
}

/** As `requestOf`, for a collection with stories: what its storytellers were asked stays. */
export function editOf(making: CollectionFields, framework: Framework, read: Collection): CollectionRequest {
  const asked = requestOf(making, framework);
  if (read.stories === 0) return asked;
  const { audiences, signifiers, kiosk } = read;
  return { ...asked, framework: read.framework, audiences, signifiers, kiosk };
}

/** A field that two people edited, or only the other one. */
export interface Meanwhile {
  field: keyof CollectionFields;
  now: string;
  /** What was typed here, when that is something else. */
  mine?: string;
}

/**
 * What another person changed since the collection was read, and the fields after that: theirs, except those that were
 * edited here.
 */
export function meanwhile(
  read: CollectionFields,
  now: CollectionFields,
  mine: CollectionFields,
): { merged: CollectionFields; changes: Meanwhile[] } {
  const text = (value: string | string[]) => (typeof value === 'string' ? value : value.join(', '));
  const names = Object.keys(read) as (keyof CollectionFields)[];
  const changed = names.filter((field) => text(read[field]) !== text(now[field]));
  const edited = names.filter((field) => text(read[field]) !== text(mine[field]));
  const own = Object.fromEntries(edited.map((field) => [field, mine[field]]));
  const changes = changed.map((field): Meanwhile => {
    const both = edited.includes(field) && text(mine[field]) !== text(now[field]);
    return { field, now: text(now[field]), ...(both && { mine: text(mine[field]) }) };
  });
  return { merged: { ...now, ...own }, changes };
}
