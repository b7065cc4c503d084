const dayLength = 24 * 60 * 60 * 1000;

/** Whether a text is a day that there is, as `YYYY-MM-DD`. Such texts are in order as they are. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** How many days lie between two of them (see `isDay`): below 0 where `to` is the earlier one. */
export function countDays(from: string, to: string): number {
  const start = (day: string) => Date.parse(`${day}T00:00:00Z`);
  return Math.round((start(to) - start(from)) / dayLength);
}
