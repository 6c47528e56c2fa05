// Below how many stories a page shows no figures, as the service's own policy has it (src/disclosure/policy.rs).

export const SMALLEST_SHOWN = 10;

/** Whether there are stories, but too few to say anything about them but that. */
export const isFew = (stories: number): boolean => stories > 0 && stories < SMALLEST_SHOWN;
