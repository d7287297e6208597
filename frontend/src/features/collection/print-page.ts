import type { Picture } from "@/features/diagram/export/draw-files";

/** Where the server's page leaves room for the drawing, which only a browser can make. */
const ROOM = "<!-- drawing -->";

/** The page of a merge with its diagram drawn at the head; it stands alone and prints as it is. */
export function withDrawing(page: string, { svg }: Pick<Picture, "svg">): string {
  const drawing = svg.replace(/^<\?xml[^>]*\?>\s*/, "");
  return page.replace(ROOM, () => `<figure class="drawing">${drawing}</figure>`);
}
