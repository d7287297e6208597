const SVG_NS = "http://www.w3.org/2000/svg";
const HEIGHT = 17;
const DIGIT = 7;

function add(parent: Element, name: string, attributes: Record<string, string | number>): Element {
  const element = document.createElementNS(SVG_NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  parent.append(element);
  return element;
}

/** A number at the lower outer corner of a box: so many nodes stand in the level that it opens. */
export function addDoorMark(node: SVGGElement, count: number, side: "left" | "right"): void {
  const box = node.querySelector<SVGGraphicsElement>(".label-container")?.getBBox();
  if (!box) return;
  const text = `+${count}`;
  const width = text.length * DIGIT + 10;
  const middle = side === "right" ? box.x + box.width - width / 2 + 10 : box.x + width / 2 - 10;
  const low = box.y + box.height;
  const mark = add(node, "g", { class: "door-mark" });
  add(mark, "rect", { x: middle - width / 2, y: low - HEIGHT / 2, width, height: HEIGHT, rx: HEIGHT / 2 });
  add(mark, "text", { x: middle, y: low + 4 }).textContent = text;
}
