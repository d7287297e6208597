import type { Years } from "@/shared/lib/years";
import { COLOUR_BY, SIZE_BY } from "../model/scale";
import { startOf, startParams } from "../model/start";
import { BARE, type Look, NEIGHBOURS, type Selected } from "./look";

/** Between ids; no id holds it. */
const BAR = "|";

const list = (text: string | null): string[] => (text === null || text === "" ? [] : text.split(BAR));

function yearsOf(text: string | null): Years | null {
  const found = /^(\d{4})-(\d{4})$/.exec(text ?? "");
  return found ? { from: Number(found[1]), to: Number(found[2]) } : null;
}

function selectedOf(params: URLSearchParams): Selected | null {
  const node = params.get("sel");
  if (node) return { node };
  const edge = params.get("edge");
  return edge ? { edge } : null;
}

function pinnedOf(text: string | null): Look["pinned"] {
  const found: Record<string, [number, number]> = {};
  for (const one of list(text)) {
    const parts = /^(.+)@(-?[\d.]+)@(-?[\d.]+)$/.exec(one);
    if (parts?.[1] !== undefined) found[parts[1]] = [Number(parts[2]), Number(parts[3])];
  }
  return found;
}

/** What an address says; anything it does not say, or says wrongly, is as at the start. */
export function readLook(params: URLSearchParams): Look {
  const path = list(params.get("path"));
  return {
    start: startOf(params),
    expanded: list(params.get("expand")).map((one) => {
      const parts = /^(.+)\*([1-9]\d{0,3})$/.exec(one);
      return [parts?.[1] ?? one, parts ? Number(parts[2]) : NEIGHBOURS] as const;
    }),
    removed: list(params.get("gone")),
    pinned: pinnedOf(params.get("pin")),
    hiddenTypes: list(params.get("hide")),
    hiddenEdges: list(params.get("hideedges")),
    years: yearsOf(params.get("years")),
    words: params.get("words") ?? "",
    sizeBy: SIZE_BY.find((one) => one === params.get("size")) ?? BARE.sizeBy,
    colourBy: COLOUR_BY.find((one) => one === params.get("colour")) ?? BARE.colourBy,
    open: params.get("open") === "all" ? "all" : list(params.get("open")),
    selected: selectedOf(params),
    path: path[0] && path[1] ? [path[0], path[1]] : null,
    places: null,
  };
}

/** The address of a look, without what is as at the start. */
export function writeLook(look: Look): URLSearchParams {
  const params = new URLSearchParams(startParams(look.start));
  const put = (name: string, value: string): void => {
    if (value !== "") params.set(name, value);
  };
  put("expand", look.expanded.map(([id, limit]) => (limit === NEIGHBOURS ? id : `${id}*${limit}`)).join(BAR));
  put("gone", look.removed.join(BAR));
  put("pin", Object.entries(look.pinned).map(([id, [x, y]]) => `${id}@${x}@${y}`).join(BAR));
  put("hide", look.hiddenTypes.join(BAR));
  put("hideedges", look.hiddenEdges.join(BAR));
  put("years", look.years === null ? "" : `${look.years.from}-${look.years.to}`);
  put("words", look.words);
  put("size", look.sizeBy === BARE.sizeBy ? "" : look.sizeBy);
  put("colour", look.colourBy === BARE.colourBy ? "" : look.colourBy);
  put("open", look.open === "all" ? "all" : look.open.join(BAR));
  put("path", look.path?.join(BAR) ?? "");
  if (look.selected !== null) put("node" in look.selected ? "sel" : "edge", "node" in look.selected ? look.selected.node : look.selected.edge);
  return params;
}
