export type Scheme = "light" | "dark";

/** Colours of one branch: `strong` with `onStrong` for its head, `tint` with `ink` and `line` for what hangs below. */
export interface BranchColour {
  name: string;
  strong: string;
  onStrong: string;
  tint: string;
  line: string;
  ink: string;
}

type Row = readonly [name: string, strong: string, onStrong: string, tint: string, line: string, ink: string];

const LIGHT: readonly Row[] = [
  ["indigo", "#4254c5", "#ffffff", "#eef0fd", "#aab4ee", "#232f7d"],
  ["teal", "#0b7a75", "#ffffff", "#e3f6f4", "#8fd0cb", "#07514d"],
  ["amber", "#96610a", "#ffffff", "#fdf3df", "#e3c07a", "#663f03"],
  ["rose", "#b83267", "#ffffff", "#fdebf2", "#eaa6c2", "#7c1c42"],
  ["green", "#2f7d32", "#ffffff", "#e9f6e9", "#a0d2a2", "#1c541f"],
  ["violet", "#7a3fb8", "#ffffff", "#f4ecfc", "#cba9ea", "#512580"],
  ["cyan", "#0d7195", "#ffffff", "#e4f4fa", "#93cbe0", "#084c65"],
  ["orange", "#b0480f", "#ffffff", "#fdeee4", "#efb592", "#7a3007"],
  ["slate", "#4b5a6b", "#ffffff", "#eef1f5", "#b7c2cf", "#333f4c"],
  ["olive", "#66700f", "#ffffff", "#f5f6df", "#ccd37e", "#454c08"],
];

const DARK: readonly Row[] = [
  ["indigo", "#93a1f6", "#10142e", "#1f2547", "#4c5aa8", "#d5dbff"],
  ["teal", "#4fc4bd", "#06211f", "#10312f", "#2b7c77", "#c9f2ee"],
  ["amber", "#e5b454", "#2a1d03", "#362a10", "#87692a", "#fbe8c2"],
  ["rose", "#f08cb2", "#2f0c1b", "#3c1a2a", "#95476a", "#fcd9e6"],
  ["green", "#7cc97f", "#0b220d", "#18301a", "#417a44", "#d6f2d7"],
  ["violet", "#c095ee", "#1f0f31", "#2c1c40", "#6d4a96", "#ecdcfc"],
  ["cyan", "#5cbbdd", "#04212c", "#0f2d39", "#2c7690", "#cdecf7"],
  ["orange", "#f29a63", "#2d1304", "#3a2011", "#91562f", "#fcdfcc"],
  ["slate", "#a3b4c7", "#131b23", "#212a34", "#566577", "#dbe4ee"],
  ["olive", "#c3cc5a", "#20230a", "#2a2d0f", "#6d7429", "#eff2c6"],
];

function colour([name, strong, onStrong, tint, line, ink]: Row): BranchColour {
  return { name, strong, onStrong, tint, line, ink };
}

const PALETTES: Record<Scheme, readonly BranchColour[]> = { light: LIGHT.map(colour), dark: DARK.map(colour) };

export const BRANCH_COLOURS = LIGHT.length;

/** The colour of a branch; after the tenth branch colours come round again (place and lines still tell them apart). */
export function branchColour(scheme: Scheme, index: number): BranchColour {
  const palette = PALETTES[scheme];
  const found = palette[((index % palette.length) + palette.length) % palette.length];
  if (!found) throw new RangeError(`no branch colour ${index}`);
  return found;
}
