import type { EdgeFamily } from "../model/edge-types";

export type Scheme = "light" | "dark";

/** The colours of a canvas, which knows no CSS variables; those of `global.css` where one fits. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly dim: string;
  readonly line: string;
  readonly accent: string;
  readonly picked: string;
  readonly nothing: string;
  readonly types: Readonly<Record<string, string>>;
  readonly families: Readonly<Record<EdgeFamily, string>>;
  readonly communities: readonly string[];
  /** From the least to the most of a measure. */
  readonly ramp: readonly [string, string];
}

const LIGHT: Palette = {
  background: "#fafbfa",
  text: "#1a1f1c",
  dim: "#5a645d",
  line: "#dde2de",
  accent: "#17593a",
  picked: "#2a7fd0",
  nothing: "#8d9790",
  types: {
    paper: "#1f6b47",
    author: "#4f6d9e",
    category: "#7a6a52",
    term: "#a86f1a",
    concept: "#bd5b36",
    tree: "#267a82",
    treenode: "#3f8f96",
    topic: "#8a4f8f",
    experiment: "#a24a6b",
    run: "#b05a78",
    dataset: "#7a6a52",
    model: "#a24a6b",
    organization: "#5a5aa8",
    skill: "#756cb4",
    group: "#5f7568",
  },
  families: {
    paper: "#abbab1",
    term: "#d8ba84",
    relation: "#d99c80",
    tree: "#a3cacd",
    descent: "#c8a8cb",
    demand: "#b4b4de",
    bundle: "#bfcac3",
  },
  communities: ["#1f6b47", "#4f6d9e", "#a86f1a", "#8a4f8f", "#267a82", "#b5533a", "#667a2c", "#a24a6b", "#5a5aa8", "#7a6a52"],
  ramp: ["#8db59c", "#0b3d25"],
};

const DARK: Palette = {
  background: "#111614",
  text: "#e4e9e6",
  dim: "#a0aba4",
  line: "#29302c",
  accent: "#84c19b",
  picked: "#6db3f2",
  nothing: "#6f7a73",
  types: {
    paper: "#66b98a",
    author: "#8aabdc",
    category: "#bfae90",
    term: "#dba856",
    concept: "#e58c66",
    tree: "#63bcc4",
    treenode: "#86cad0",
    topic: "#cb96d0",
    experiment: "#e08aa9",
    run: "#e6a6ba",
    dataset: "#bfae90",
    model: "#e08aa9",
    organization: "#a0a0e6",
    skill: "#bbb3ea",
    group: "#8d9b92",
  },
  families: {
    paper: "#435149",
    term: "#66532d",
    relation: "#744835",
    tree: "#2d5256",
    descent: "#563e59",
    demand: "#424269",
    bundle: "#414d46",
  },
  communities: ["#66b98a", "#8aabdc", "#dba856", "#cb96d0", "#63bcc4", "#e58c66", "#a9bd68", "#e08aa9", "#a0a0e6", "#bfae90"],
  ramp: ["#3f6551", "#b6ebc9"],
};

export const paletteOf = (scheme: Scheme): Palette => (scheme === "dark" ? DARK : LIGHT);

const channels = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** `share` of `there` in a colour that is otherwise `here`; both `#rrggbb`. */
export function mix(here: string, there: string, share: number): string {
  const [from, to] = [channels(here), channels(there)];
  return `#${from.map((value, at) => Math.round(value + ((to[at] ?? 0) - value) * share).toString(16).padStart(2, "0")).join("")}`;
}
