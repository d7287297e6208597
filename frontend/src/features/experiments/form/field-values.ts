import type { Values } from "@/shared/api/experiment-types";
import { bytesWords, formatFigure } from "@/shared/lib/run-words";
import { asText } from "../value-words";
import type { Field, ListField, NumberField } from "./schema-fields";

/** What stands in the fields, by name: text while it is typed, else the value itself. */
export type Typed = Record<string, unknown>;

/** What a field shows for a value. */
export function typedOf(field: Field, value: unknown): unknown {
  if (field.kind === "list") return Array.isArray(value) ? value.join(", ") : "";
  if (field.kind === "json") return JSON.stringify(value ?? null);
  if (field.kind === "number") return typeof value === "number" ? value : "";
  if (field.kind === "choices") return Array.isArray(value) ? value : [];
  if (field.kind === "switch") return value === true;
  if (field.kind === "choice") return value ?? null;
  return typeof value === "string" ? value : "";
}

/** Every field as it first stands: with the value given, else the definition's own. */
export const startValues = (fields: readonly Field[], given: Values = {}): Typed =>
  Object.fromEntries(fields.map((field) => [field.name, typedOf(field, given[field.name] ?? field.value)]));

const parts = (text: unknown): string[] =>
  asText(text)
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** The value that is sent for what stands in a field. */
export function valueOf(field: Field, typed: unknown): unknown {
  if (field.kind === "list") return parts(typed).map((part) => (field.item === "string" ? part : Number(part)));
  if (field.kind === "json") return typeof typed === "string" ? (JSON.parse(typed) as unknown) : typed;
  if (field.nullable && (typed === "" || typed === null)) return null;
  return typed;
}

export const bodyOf = (fields: readonly Field[], typed: Typed): Values =>
  Object.fromEntries(fields.map((field) => [field.name, valueOf(field, typed[field.name])]));

/** A bound as it would be typed; thousands are set apart. */
const boundWords = (value: number): string => (Math.abs(value) < 1e-3 ? String(value) : formatFigure(value));

/** "1 to 10", "above 0", "at most 5", ""; what a number may be. */
export function boundsWords({ least, most, above, below }: Pick<NumberField, "least" | "most" | "above" | "below">): string {
  const from = least === undefined ? "" : boundWords(least);
  const to = most === undefined ? "" : boundWords(most);
  if (from !== "" && to !== "") return above || below ? `${above ? "above" : "from"} ${from}, ${below ? "below" : "at most"} ${to}` : `${from} to ${to}`;
  if (from !== "") return `${above ? "above" : "at least"} ${from}`;
  return to === "" ? "" : `${below ? "below" : "at most"} ${to}`;
}

function numberProblem(field: NumberField, typed: unknown): string | undefined {
  if (typed === "" || typed === null || typed === undefined) return field.nullable ? undefined : "Enter a number.";
  const value = typeof typed === "number" ? typed : Number(typed);
  if (!Number.isFinite(value)) return "This is no number.";
  if (field.whole && !Number.isInteger(value)) return "Enter a whole number.";
  const { least = -Infinity, most = Infinity, above, below } = field;
  const fits = (above ? value > least : value >= least) && (below ? value < most : value <= most);
  return fits ? undefined : `It must be ${boundsWords(field).replace(/^([\d.,e+-]+) to/, "from $1 to")}.`;
}

function countProblem(count: number, fewest: number, most: number | undefined): string | undefined {
  if (count < fewest) return fewest === 1 ? "Give at least one." : `Give at least ${fewest}.`;
  return most !== undefined && count > most ? `Give at most ${most}.` : undefined;
}

function listProblem(field: ListField, typed: unknown): string | undefined {
  const given = parts(typed);
  if (field.item !== "string") {
    for (const part of given) {
      const one: NumberField = { ...field, kind: "number", whole: field.item === "integer", most: field.greatest, above: false, below: false, step: undefined };
      const problem = numberProblem({ ...one, nullable: false }, part);
      if (problem !== undefined) return `“${part}”: ${problem}`;
    }
  }
  return countProblem(given.length, field.fewest, field.most);
}

/** Why what stands in a field will not do, in a sentence. */
export function problemOf(field: Field, typed: unknown): string | undefined {
  switch (field.kind) {
    case "number":
      return numberProblem(field, typed);
    case "list":
      return listProblem(field, typed);
    case "choices":
      return countProblem(Array.isArray(typed) ? typed.length : 0, field.fewest, field.most);
    case "choice":
      return typed === null && !field.nullable ? "Choose one." : undefined;
    case "text": {
      const length = [...asText(typed)].length;
      if (length < field.shortest) return field.shortest === 1 ? "Write something here." : `Write at least ${field.shortest} characters.`;
      if (field.longest !== undefined && length > field.longest) return `Write at most ${field.longest} characters; these are ${length}.`;
      if (field.pattern !== undefined && !new RegExp(field.pattern, "u").test(asText(typed))) return `It must match ${field.pattern}.`;
      return undefined;
    }
    case "json":
      try {
        JSON.parse(asText(typed));
        return undefined;
      } catch {
        return "This is no JSON.";
      }
    default:
      return undefined;
  }
}

/** Every field's problem by name; none is a form that can be sent. */
export function problemsOf(fields: readonly Field[], typed: Typed): Record<string, string> {
  const found = fields.map((field) => [field.name, problemOf(field, typed[field.name])] as const);
  return Object.fromEntries(found.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** Why a file will not do for an upload field, before it is sent. */
export function fileProblem(field: { accept: readonly string[]; bytes: number }, file: { name: string; size: number }): string | undefined {
  const name = file.name.toLowerCase();
  if (field.accept.length > 0 && !field.accept.some((ending) => name.endsWith(ending.toLowerCase()))) {
    return `${file.name} is none of ${field.accept.join(", ")}.`;
  }
  if (file.size === 0) return `${file.name} is empty.`;
  return file.size > field.bytes ? `${file.name} has ${bytesWords(file.size)}; at most ${bytesWords(field.bytes)} are taken.` : undefined;
}

/** The names of the fields that differ from the values of the run they were filled in from. */
export function changedFrom(fields: readonly Field[], typed: Typed, given: Values): string[] {
  return fields
    .filter((field) => problemOf(field, typed[field.name]) === undefined)
    .filter((field) => JSON.stringify(valueOf(field, typed[field.name])) !== JSON.stringify(given[field.name] ?? field.value))
    .map((field) => field.name);
}

/** What the server says of single parameters: sentences by name; "parameters" stands for the whole. */
export function refusedBy(details: unknown): Record<string, string> {
  if (typeof details !== "object" || details === null) return {};
  const inner = "parameters" in details ? details.parameters : details;
  if (typeof inner !== "object" || inner === null) return {};
  return Object.fromEntries(Object.entries(inner).map(([name, said]) => [name, Array.isArray(said) ? said.join(" ") : String(said)]));
}
