// The ids of the editor's fields, to which faults lead.
export const LANGUAGE_FIELD = 'language';
export const titleId = 'title';
export const fieldId = (place: number): string => `field-${place}`;
export const blockId = (place: number): string => `block-${place}`;
