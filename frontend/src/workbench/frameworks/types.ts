// A framework document as it is edited: the same shape as the one the service gives, but it can change.
import type { components } from '../../lib/api-types';
import type { Framework, Option, Prompt, Signifier, Text } from '../../lib/framework';

type Mutable<T> = T extends object ? { -readonly [Key in keyof T]: Mutable<T[Key]> } : T;

export type Doc = Mutable<Framework>;
export type EditedPrompt = Mutable<Prompt>;
export type EditedSignifier = Mutable<Signifier>;
export type EditedOption = Mutable<Option>;
export type EditedText = Mutable<Text>;
export type Kind = EditedSignifier['kind'];
export type Of<K extends Kind> = Extract<EditedSignifier, { kind: K }>;

type Schemas = components['schemas'];

export type DraftEntry = Schemas['DraftEntry'];
/** Something to put right, or to think about, and where. */
export type Remark = Schemas['Fault'];
/** The age at which a text can be read, by a formula. */
export type ReadingAge = Schemas['AgeOfText'];
export type Checked = Schemas['FrameworkChecked'];
/** What differs between two versions: a text in one language, or something else. */
export type Change = Schemas['Change'];
