/** The search page with a saved query filled in. Fields that the page has no place for go into the box by name. */
export function searchLink(query: Record<string, string | number>): string {
  const params = new URLSearchParams();
  const words: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (name === "q") words.unshift(String(value));
    else if (name === "tag") words.push(`tag:"${value}"`);
    else params.set(name, String(value));
  }
  if (words.length > 0) params.set("q", words.join(" "));
  return `/search?${params.toString()}`;
}
