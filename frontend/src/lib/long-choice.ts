// Choices with so many options that people find theirs by typing.

/** From so many options on, a choice is long. */
export const SEARCHED_FROM = 30;

/** So many options that exclude all others are boxes beside the search; more are searched too. */
const MOST_APART = 5;

/** The options of a long choice that are boxes beside the search: those that exclude all others, such as “none of these”. */
export function apartFrom<T extends { exclusive?: boolean }>(options: readonly T[]): T[] {
  const exclusive = options.filter((option) => option.exclusive);
  return exclusive.length <= MOST_APART ? exclusive : [];
}
