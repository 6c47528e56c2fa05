// The service's ranges of days end before their last day; people name the last day itself.

function moved(iso: string, days: number): string {
  const date = new Date(`${iso}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return Number.isNaN(date.getTime()) ? iso : date.toISOString().slice(0, 10);
}

export const dayAfter = (iso: string): string => moved(iso, 1);
export const dayBefore = (iso: string): string => moved(iso, -1);
