// A framework document while it is edited: the shape that the service gives, but it can change.
import type { Framework, Option, Prompt, Signifier, Text } from '../../api/types';

type Mutable<T> = T extends object ? { -readonly [Key in keyof T]: Mutable<T[Key]> } : T;

export type EditedFramework = Mutable<Framework>;
export type EditedPrompt = Mutable<Prompt>;
export type EditedSignifier = Mutable<Signifier>;
export type EditedOption = Mutable<Option>;
export type EditedText = Mutable<Text>;
export type EditedSignifierOf<Kind extends Signifier['kind']> = Extract<EditedSignifier, { kind: Kind }>;
