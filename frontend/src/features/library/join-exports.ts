import type { ExportFormat } from "./api/export-papers";

/** Several exported papers as one file: JSON lists become one list, texts follow each other. */
export function joinExports(texts: readonly string[], format: ExportFormat): string {
  if (format === "csl") {
    const entries = texts.flatMap((text): unknown[] => {
      const parsed: unknown = JSON.parse(text);
      return Array.isArray(parsed) ? parsed : [parsed];
    });
    return `${JSON.stringify(entries, null, 2)}\n`;
  }
  const between = format === "md" ? "\n\n---\n\n" : "\n\n";
  return `${texts.map((text) => text.trim()).join(between)}\n`;
}
