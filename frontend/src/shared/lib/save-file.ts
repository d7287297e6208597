/** Hands a text or a blob to the browser as a download. */
export function saveFile(content: string | Blob, name: string, type = "text/plain"): void {
  const blob = typeof content === "string" ? new Blob([content], { type: `${type};charset=utf-8` }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the address after this turn; a minute is ample for any size met here.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
