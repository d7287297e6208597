/** The text that a field of the form holds; "" for what is no text. */
export const asText = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "");

/** A value of any shape as words: a parameter, a fact of a machine, a cell. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.map(valueWords).join(", ");
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${valueWords(inner)}`)
      .join("; ");
  }
  return typeof value === "boolean" ? (value ? "yes" : "no") : asText(value);
}
