// All pictures, drawn for this project.
import { faces } from './faces';
import { people } from './people';
import { places } from './places';
import { things } from './things';

export const drawings = { ...faces, ...people, ...places, ...things };
export type PictureName = keyof typeof drawings;
