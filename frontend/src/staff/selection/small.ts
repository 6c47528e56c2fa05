// Below how many stories a page shows no figures, as the service's own policy has it (src/disclosure/policy.rs). The service tells
// such a number as null.

export const SMALLEST_SHOWN = 10;

/** A number of stories as the service tells it: null for 1 to 9. */
export type Told = number | null | undefined;

/** Whether there are stories, but too few to say anything about them but that. */
export const isFew = (stories: Told): boolean => stories == null || (stories > 0 && stories < SMALLEST_SHOWN);
