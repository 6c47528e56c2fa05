// A framework document as it is edited: the same shape as the one the service gives, but it can change.
import type { Framework, Option, Prompt, Signifier, Text } from '../../lib/framework';

type Mutable<T> = T extends object ? { -readonly [Key in keyof T]: Mutable<T[Key]> } : T;

export type Doc = Mutable<Framework> & { machine_drafts?: string[] };
export type EditedPrompt = Mutable<Prompt>;
export type EditedSignifier = Mutable<Signifier>;
export type EditedOption = Mutable<Option>;
export type EditedText = Mutable<Text>;
export type Kind = EditedSignifier['kind'];
export type Of<K extends Kind> = Extract<EditedSignifier, { kind: K }>;

export interface DraftEntry {
  slug: string;
  version: number;
  title: Text;
  languages: string[];
  machine_drafts: string[];
}

/** Something to put right, or to think about, and where. */
export interface Remark {
  field: string;
  message: string;
}

/** The age at which a text can be read, by a formula. */
export interface ReadingAge {
  path: string;
  language: string;
  age: number;
}

export interface Checked {
  faults: Remark[];
  advice: Remark[];
  reading_ages: ReadingAge[];
}

export interface Change {
  path: string;
  kind: 'added' | 'removed' | 'changed';
  before?: unknown;
  after?: unknown;
}
