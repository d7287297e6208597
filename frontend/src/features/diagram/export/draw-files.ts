import type { Stage } from "../view/prepare-svg";
import { fontRules } from "./embed-font";

const SVG_NS = "http://www.w3.org/2000/svg";

export interface Picture {
  svg: string;
  width: number;
  height: number;
}

/**
 * The drawing as a file of its own: life size, on the theme's background, without the marks of hover and
 * selection that only mean something in the page. Styles travel inside; nothing is loaded from elsewhere.
 */
export async function pictureOf(stage: Stage, title: string, background: string): Promise<Picture> {
  const { x, y, width, height } = stage.bounds;
  const copy = stage.svg.cloneNode(true) as SVGSVGElement;
  copy.classList.remove("is-dimmed");
  copy.querySelector(".diagram-layer")?.removeAttribute("transform");
  for (const twin of copy.querySelectorAll(".edge-hit")) twin.remove();
  for (const element of copy.querySelectorAll("[tabindex], [aria-pressed], .is-lit, .is-near, .is-selected")) {
    for (const name of ["tabindex", "role", "aria-pressed"]) element.removeAttribute(name);
    element.classList.remove("is-lit", "is-near", "is-selected");
  }
  copy.setAttribute("xmlns", SVG_NS);
  copy.setAttribute("role", "img");
  copy.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  copy.setAttribute("width", String(Math.ceil(width)));
  copy.setAttribute("height", String(Math.ceil(height)));
  const sheet = document.createElementNS(SVG_NS, "rect");
  for (const [name, value] of Object.entries({ x, y, width, height, fill: background })) sheet.setAttribute(name, String(value));
  copy.insertBefore(sheet, copy.querySelector(".diagram-layer"));
  const heading = document.createElementNS(SVG_NS, "title");
  heading.textContent = title;
  copy.prepend(heading);
  const fonts = document.createElementNS(SVG_NS, "style");
  fonts.textContent = await fontRules(getComputedStyle(stage.svg.querySelector("text") ?? stage.svg).fontFamily, copy.textContent);
  copy.insertBefore(fonts, sheet);
  const svg = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}`;
  return { svg, width: Math.ceil(width), height: Math.ceil(height) };
}

/** Largest side a canvas takes everywhere. */
const MAX_SIDE = 8192;

/** The picture as PNG at twice its size (less where a canvas could not hold it). */
export async function pngOf(picture: Picture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.svg)}`;
  await image.decode();
  const scale = Math.min(2, MAX_SIDE / picture.width, MAX_SIDE / picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser gives no canvas to draw the PNG on.");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The PNG could not be written."))), "image/png");
  });
}
