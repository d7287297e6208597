/** The `cursor` inside a `next` or `previous` link, or undefined when there is no such page. */
export function cursorOf(link: string | null): string | undefined {
  if (link === null) return undefined;
  return new URL(link, window.location.origin).searchParams.get("cursor") ?? undefined;
}
