import type { Point } from "../model/types";
import { BARE, type Look } from "./look";
import { readLook, writeLook } from "./look-url";

/** What a saved view holds: the address, and where everything stood. */
export interface ViewState {
  readonly version: 1;
  readonly address: string;
  readonly places: Readonly<Record<string, readonly [x: number, y: number]>>;
}

/** Room that is left of the server's 200 kB for the address. */
const MOST_BYTES = 150_000;

/** The state of a view; places beyond what a view may hold are left out, and the layout finds them again. */
export function stateOf(look: Look, places: ReadonlyMap<string, Point>): ViewState {
  const kept: Record<string, [number, number]> = {};
  let bytes = 0;
  for (const [id, { x, y }] of [...places].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const place: [number, number] = [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
    bytes += new TextEncoder().encode(id).length + String(place[0]).length + String(place[1]).length + 8;
    if (bytes > MOST_BYTES) break;
    kept[id] = place;
  }
  return { version: 1, address: writeLook(look).toString(), places: kept };
}

const isPlace = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "number" && Number.isFinite(one));

/** The look of a saved view with the places of its nodes; null for what is no such state. */
export function readState(state: unknown): Look | null {
  if (typeof state !== "object" || state === null || !("version" in state) || state.version !== 1) return null;
  if (!("address" in state) || typeof state.address !== "string") return null;
  const look = readLook(new URLSearchParams(state.address));
  const places = "places" in state && typeof state.places === "object" && state.places !== null ? state.places : {};
  const kept = Object.entries(places).filter((entry): entry is [string, [number, number]] => isPlace(entry[1]));
  return { ...BARE, ...look, places: new Map(kept.map(([id, [x, y]]) => [id, { x, y }])) };
}
