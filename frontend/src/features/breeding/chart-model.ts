import type { Generation, JobEvent } from "@/shared/api/types";
import { figure, type Part, PART_WORDS } from "./parts";

/** The best of a part in each generation, and the lowest that lived on. */
export interface Point {
  generation: number;
  best: number;
  low: number;
}

/** What the breeding has stored and what its job has told since, each generation once, in order. */
export function mergeHistory(stored: readonly Generation[], events: readonly JobEvent[]): Generation[] {
  const found = new Map(stored.map((row) => [row.generation, row]));
  for (const { type, payload } of events) {
    if (type === "generation") {
      const row = payload as unknown as Generation;
      if (!found.has(row.generation)) found.set(row.generation, row);
    }
  }
  return [...found.values()].sort((left, right) => left.generation - right.generation);
}

export function pointsOf(history: readonly Generation[], part: Part): Point[] {
  return history.map(({ generation, best, spread }) => ({
    generation,
    best: best[part],
    low: Math.max(0, best[part] - spread[part]),
  }));
}

interface Frame {
  width: number;
  height: number;
  /** The generation at the right edge. */
  last: number;
}

const at = ({ width, height, last }: Frame, generation: number, value: number): string => {
  const x = last <= 1 ? width : ((generation - 1) / (last - 1)) * width;
  return `${x.toFixed(1)} ${((1 - value) * height).toFixed(1)}`;
};

/** The line of the best, from the first generation to the last, 0 at the bottom and 1 at the top. */
export function bestLine(points: readonly Point[], frame: Frame): string {
  return points.map(({ generation, best }, index) => `${index === 0 ? "M" : "L"}${at(frame, generation, best)}`).join("");
}

/** The band from the best down to the lowest; empty without points. */
export function spreadBand(points: readonly Point[], frame: Frame): string {
  if (points.length === 0) return "";
  const back = [...points].reverse().map(({ generation, low }) => `L${at(frame, generation, low)}`);
  return `${bestLine(points, frame)}${back.join("")}Z`;
}

/** "Coverage: best 0.41 in generation 1, 0.62 in generation 20; spread now 0.2." */
export function chartSentence(points: readonly Point[], part: Part): string {
  const [first, last] = [points[0], points[points.length - 1]];
  if (first === undefined || last === undefined) return `${PART_WORDS[part]}: no generation yet.`;
  const spread = figure(last.best - last.low);
  if (first === last) return `${PART_WORDS[part]}: best ${figure(last.best)} in generation ${last.generation}; spread ${spread}.`;
  return (
    `${PART_WORDS[part]}: best ${figure(first.best)} in generation ${first.generation}, ` +
    `${figure(last.best)} in generation ${last.generation}; spread now ${spread}.`
  );
}

/** At most `most` rows, evenly spaced, the first and the last among them. */
export function sampled<T>(rows: readonly T[], most: number): T[] {
  if (rows.length <= most) return [...rows];
  const places = Array.from({ length: most }, (_, index) => Math.round((index * (rows.length - 1)) / (most - 1)));
  return [...new Set(places)].flatMap((place) => rows[place] ?? []);
}
