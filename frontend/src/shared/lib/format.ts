const dateFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const momentFormat = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const numberFormat = new Intl.NumberFormat("en-GB");
const relativeFormat = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "17 Jan 2021", or "no date". */
export function formatDate(value: string | null | undefined): string {
  return value ? dateFormat.format(new Date(value)) : "no date";
}

/** Day and time in the reader's own time zone. */
export function formatMoment(value: string): string {
  return momentFormat.format(new Date(value));
}

export function formatNumber(value: number): string {
  return numberFormat.format(value);
}

/** "1 paper", "20 papers". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** "5 minutes ago", seen from `now` (milliseconds). */
export function formatAgo(value: string, now: number = Date.now()): string {
  const seconds = Math.round((new Date(value).getTime() - now) / 1000);
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];
  if (Math.abs(seconds) >= 30 * 86_400) return formatDate(value);
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relativeFormat.format(Math.trunc(seconds / size), unit);
  }
  return "just now";
}

/** "Ada Lovelace, Alan Turing and 4 more"; `most` names are shown. */
export function formatAuthors(authors: readonly string[], most = 3): string {
  if (authors.length === 0) return "no authors given";
  if (authors.length <= most) return authors.join(", ");
  return `${authors.slice(0, most).join(", ")} and ${formatNumber(authors.length - most)} more`;
}
