import type { BreedingRequest } from "@/shared/api/types";
import { PARTS, type Part } from "./parts";

/** A field that is being typed into may be empty. */
export type Typed = number | "";

export interface Settings {
  generations: Typed;
  population: Typed;
  seed: Typed;
  operators: readonly Operator[];
  weights: Record<Part, number>;
}

export type Operator = NonNullable<BreedingRequest["operators"]>[number];
export type Bounded = "generations" | "population" | "seed";

export const BOUNDS: Record<Bounded, { min: number; max: number; usual: number; label: string; help: string }> = {
  generations: { min: 1, max: 1000, usual: 20, label: "Generations", help: "How often children have children. 1 to 1,000." },
  population: { min: 2, max: 256, usual: 64, label: "Children a generation", help: "How many are bred each time. 2 to 256." },
  seed: { min: 0, max: 2_147_483_647, usual: 0, label: "Seed", help: "Another number, other children; the same number, the same." },
};

export const OPERATORS: readonly { name: Operator; label: string; help: string; crosses: boolean }[] = [
  { name: "graft", label: "Graft", help: "A branch of one parent under the most fitting node of another", crosses: true },
  { name: "exchange", label: "Exchange", help: "A branch replaced by the matching branch of another parent", crosses: true },
  { name: "prune", label: "Prune", help: "A branch cut off", crosses: false },
  { name: "promote", label: "Promote", help: "A node moved one level up", crosses: false },
  { name: "split", label: "Split", help: "A broad node's children gathered under one of them", crosses: false },
  { name: "reparent", label: "Re-parent", help: "A branch moved to where it fits better", crosses: false },
  { name: "swap", label: "Swap", help: "A concept replaced by a neighbour from other papers", crosses: false },
  { name: "link", label: "Link", help: "A cross-link added that a sentence speaks of", crosses: false },
  { name: "unlink", label: "Unlink", help: "A cross-link dropped", crosses: false },
];

export const operatorWord = (name: string): string => OPERATORS.find((one) => one.name === name)?.label ?? name;

export const MOST_PARENTS = 50;
export const MOST_WEIGHT = 5;

export const usualSettings = (): Settings => ({
  generations: BOUNDS.generations.usual,
  population: BOUNDS.population.usual,
  seed: BOUNDS.seed.usual,
  operators: OPERATORS.map(({ name }) => name),
  weights: Object.fromEntries(PARTS.map((part) => [part, 1])) as Record<Part, number>,
});

/** Why a bounded field cannot be used as it is, or undefined. */
export function fieldProblem(field: Bounded, value: Typed): string | undefined {
  const { min, max, label } = BOUNDS[field];
  const [low, high] = [min, max].map((bound) => bound.toLocaleString("en-GB"));
  if (value === "" || !Number.isInteger(value) || value < min || value > max) {
    return `${label} must be a whole number from ${low} to ${high}.`;
  }
  return undefined;
}

/** Why it cannot breed with these settings, field by field; empty when it can. */
export function settingsProblems(settings: Settings): Partial<Record<Bounded | "operators" | "weights", string>> {
  const found: Partial<Record<Bounded | "operators" | "weights", string>> = {};
  for (const field of ["generations", "population", "seed"] as const) {
    const problem = fieldProblem(field, settings[field]);
    if (problem !== undefined) found[field] = problem;
  }
  if (settings.operators.length === 0) found.operators = "Choose at least one operator.";
  if (PARTS.every((part) => settings.weights[part] === 0)) found.weights = "At least one weight must be above 0.";
  return found;
}

/** Why these parents cannot breed, or undefined. `unknown` are ids of no tree, as far as is known. */
export function parentsProblem(parents: readonly string[], unknown: readonly string[]): string | undefined {
  const first = unknown[0];
  if (first !== undefined) return `There is no tree “${first}”. Take it out of the tray.`;
  if (parents.length === 0) return "Choose two or more trees as parents.";
  if (parents.length === 1) return "One parent is not enough: choose at least one more tree.";
  if (parents.length > MOST_PARENTS) return `At most ${MOST_PARENTS} trees can be parents; ${parents.length} are chosen.`;
  return undefined;
}

/** The body of the request; only for settings without a problem. */
export function breedingRequest(parents: readonly string[], settings: Settings): BreedingRequest {
  const alike = new Set(PARTS.map((part) => settings.weights[part])).size === 1;
  return {
    parents: [...parents],
    generations: Number(settings.generations),
    population: Number(settings.population),
    seed: Number(settings.seed),
    operators: [...settings.operators],
    ...(alike ? {} : { weights: settings.weights }),
  };
}
