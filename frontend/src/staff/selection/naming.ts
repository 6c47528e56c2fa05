// The name of some parts of a selection: a cluster that was named and is used as a selection keeps its name, as long as the
// parts that describe it stay as they are. In an address, `?named=` holds the name and those parts as JSON, `?bnamed=` those of B.
import type { Selection } from '../../api/types';
import { partsOf, selectionOf, type Part } from './parts';
import type { SelectionName } from './query';

export interface Naming {
  name: string;
  /** The very parts of the selection that have this name. */
  parts: readonly Part[];
}

export const LONGEST_NAME = 60;

/** The parameter of an address that holds the name, by the selection it is of. */
const PARAMETERS: Readonly<Record<SelectionName, string>> = { s: 'named', b: 'bnamed' };
export const NAMING_PARAMETERS: readonly string[] = Object.values(PARAMETERS);

const same = (one: Part) => (other: Part) => JSON.stringify(other) === JSON.stringify(one);

/** The name, if all that it names is still selected. */
export function namingOf(naming: Naming | undefined, parts: readonly Part[]): Naming | undefined {
  return naming?.parts.every((part) => parts.includes(part)) ? naming : undefined;
}

/** The name of what a selection has beyond another one; nothing where it has nothing more. */
export function namingBeyond(name: string, selection: Selection, other: Selection): Naming | undefined {
  const others = partsOf(other);
  const parts = partsOf(selection).filter((part) => !others.some(same(part)));
  return parts.length > 0 ? { name, parts } : undefined;
}

/** The name as a parameter of an address; none where there is no name. */
export function namingParameters(
  naming: Naming | undefined,
  of: SelectionName = 's',
): Record<string, string> {
  if (!naming) return {};
  const { name, parts } = naming;
  return { [PARAMETERS[of]]: JSON.stringify({ name, of: selectionOf(undefined, parts) }) };
}

/** The name that an address gives to some of these parts, which are those of its selection. */
export function namingAt(query: string, of: SelectionName, parts: readonly Part[]): Naming | undefined {
  const text = new URLSearchParams(query).get(PARAMETERS[of]);
  const given = text === null ? undefined : read(text);
  const named = given?.parts.map((part) => parts.find(same(part)));
  if (!given || !named || named.length === 0 || named.includes(undefined)) return undefined;
  return { name: given.name, parts: named.filter((part) => part !== undefined) };
}

/** A name that cannot be read, or that names what is not selected, by parameter and value. */
export function namingFaults(query: string, of: SelectionName, parts: readonly Part[]): [string, string][] {
  const value = new URLSearchParams(query).get(PARAMETERS[of]);
  return value === null || namingAt(query, of, parts) ? [] : [[PARAMETERS[of], value]];
}

function read(text: string): Naming | undefined {
  try {
    const { name, of } = JSON.parse(text) as { name?: unknown; of?: unknown };
    if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME) return undefined;
    return typeof of === 'object' && of !== null ? { name, parts: partsOf(of) } : undefined;
  } catch {
    return undefined;
  }
}
