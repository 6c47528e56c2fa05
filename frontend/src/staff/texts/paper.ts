// The texts around the paper form. The form's own texts are in staff/print/texts.
import { format } from './common';

export const paper = {
  heading: 'Paper form',
  intro: 'Print a form for people who would rather write by hand. Then type the forms in.',
  typeIn: 'Type forms in',
  framework: 'Framework',
  version: (title: string, version: number) => `${title}, version ${version}`,
  collection: 'Collection',
  noCollection: 'None',
  language: 'Language',
  wording: 'Wording',
  audience: 'For',
  everyone: 'Everyone',
  copies: 'Copies',
  copiesHint: (most: number) => `1 to ${most}`,
  copiesWrong: (most: number) => `Enter a whole number from 1 to ${most}`,
  bothSides: 'Printed on both sides',
  print: 'Print',
  preparing: 'Getting the form ready…',
  pages: (pages: number, copies: number) =>
    `${format.number(pages)} pages${copies > 1 ? `, ${format.number(copies)} times` : ''}. Print on A4 at 100 %, without the browser’s own headers.`,
  codes: 'Every copy has a code of its own. Do not photocopy a form: print another one.',
  preview: (copies: number) => (copies > 1 ? 'Preview of the first copy' : 'Preview'),
  unknownCollection: (code: string) =>
    `There is no collection with the code “${code}”. The form asks everything.`,
  draft: (language: string) =>
    `A computer translated this form, and no person has checked it yet. Let somebody who reads ${language} check it before you use it.`,
  edition: (slug: string, version: number, language: string, who: string, code: string | undefined) =>
    [`${slug} ${version}`, language, who, ...(code ? [code] : [])].join(' · '),
  shortCode: (letters: string) => `${letters}…`,
};
