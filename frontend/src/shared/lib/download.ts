/** Hands the browser a file to save. */
export function download(name: string, content: Blob | string, type = "text/plain;charset=utf-8"): void {
  const url = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type }) : content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The click only starts the saving; the browser still reads the address for a moment.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A title as a file name: letters and digits of any script, joined by hyphens, at most 80 characters. */
export function fileName(title: string, extension: string): string {
  const stem = title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80)
    .toLowerCase();
  return `${stem === "" ? "arboretum" : stem}.${extension}`;
}
