import { expect, test } from "vitest";
import type { ParametersSchema } from "@/shared/api/experiment-types";
import { bodyOf, boundsWords, changedFrom, fileProblem, problemOf, problemsOf, refusedBy, startValues } from "./field-values";
import { type Field, fieldsOf } from "./schema-fields";

// As pydantic 2 writes them.
const SCHEMA: ParametersSchema = {
  $defs: { Way: { enum: ["flat", "cut"], type: "string", title: "Way" } },
  properties: {
    height: { type: "number", title: "Height", description: "In mm.", default: 5, exclusiveMinimum: 0, maximum: 50 },
    size: { type: "integer", default: 64, minimum: 8, maximum: 512 },
    limit: { anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }], default: null, title: "Limit" },
    way: { $ref: "#/$defs/Way", default: "flat", title: "Plane" },
    dtypes: { type: "array", items: { enum: ["float32", "bfloat16"], type: "string" }, minItems: 1, default: ["float32"] },
    sizes: { type: "array", items: { type: "integer", minimum: 1, maximum: 64 }, minItems: 1, maxItems: 3, default: [1, 2] },
    weld: { type: "boolean", default: true },
    text: { type: "string", minLength: 1, maxLength: 5, default: "ab" },
    image: { type: "string", format: "upload", accept: [".png"], maxBytes: 1000, drawn: true, default: "" },
    table: { type: "object", default: { a: 1 } },
  },
};
const fields = fieldsOf(SCHEMA);
const field = (name: string): Field => fields.find((one) => one.name === name) as Field;

test("each kind of parameter becomes its field, in the order of the definition", () => {
  expect(fields.map((one) => one.kind)).toEqual([
    "number", "number", "number", "choice", "choices", "list", "switch", "text", "upload", "json",
  ]);
  expect(field("height")).toMatchObject({ label: "Height", help: "In mm.", whole: false, least: 0, above: true, most: 50, below: false });
  expect(field("limit")).toMatchObject({ nullable: true, whole: true, least: 1 });
  expect(field("way")).toMatchObject({ label: "Plane", options: ["flat", "cut"] });
  expect(field("image")).toMatchObject({ accept: [".png"], bytes: 1000, drawn: true, template: undefined });
});

test("an untouched form sends the definition's own values", () => {
  const values = startValues(fields);
  expect(problemsOf(fields, values)).toEqual({});
  expect(bodyOf(fields, values)).toEqual({
    height: 5, size: 64, limit: null, way: "flat", dtypes: ["float32"], sizes: [1, 2], weld: true, text: "ab", image: "", table: { a: 1 },
  });
});

test("a form filled in from a run names what was changed since", () => {
  const run = { size: 128, weld: false, sizes: [4] };
  const values = startValues(fields, run);
  expect(bodyOf(fields, values)).toMatchObject({ ...run, height: 5 });
  expect(changedFrom(fields, values, run)).toEqual([]);
  expect(changedFrom(fields, { ...values, weld: true, sizes: "4, 8" }, run)).toEqual(["sizes", "weld"]);
});

test("each fault is told in a sentence with the bounds", () => {
  expect(problemOf(field("height"), 0)).toBe("It must be above 0, at most 50.");
  expect(problemOf(field("height"), 0.1)).toBeUndefined();
  expect(problemOf(field("size"), 513)).toBe("It must be from 8 to 512.");
  expect(problemOf(field("size"), 9.5)).toBe("Enter a whole number.");
  expect(problemOf(field("size"), "")).toBe("Enter a number.");
  expect(problemOf(field("limit"), "")).toBeUndefined();
  expect(problemOf(field("dtypes"), [])).toBe("Give at least one.");
  expect(problemOf(field("sizes"), "1, x")).toBe("“x”: This is no number.");
  expect(problemOf(field("sizes"), "1, 65")).toBe("“65”: It must be from 1 to 64.");
  expect(problemOf(field("sizes"), "1, 2, 3, 4")).toBe("Give at most 3.");
  expect(problemOf(field("text"), "")).toBe("Write something here.");
  expect(problemOf(field("text"), "abcdef")).toBe("Write at most 5 characters; these are 6.");
  expect(problemOf(field("table"), "{")).toBe("This is no JSON.");
});

test("bounds in words", () => {
  expect(boundsWords({ least: 1, most: 10, above: false, below: false })).toBe("1 to 10");
  expect(boundsWords({ least: 0, most: undefined, above: true, below: false })).toBe("above 0");
  expect(boundsWords({ least: 0.00001, most: 20_000, above: false, below: false })).toBe("0.00001 to 20,000");
  expect(boundsWords({ least: undefined, most: 5, above: false, below: false })).toBe("at most 5");
});

test("a file of another kind, an empty and a big one are refused before they are sent", () => {
  const image = { accept: [".png"], bytes: 1000 };
  expect(fileProblem(image, { name: "A.PNG", size: 1000 })).toBeUndefined();
  expect(fileProblem(image, { name: "a.jpg", size: 10 })).toContain("none of .png");
  expect(fileProblem(image, { name: "a.png", size: 0 })).toContain("empty");
  expect(fileProblem(image, { name: "a.png", size: 2000 })).toBe("a.png has 2.0 kB; at most 1.0 kB are taken.");
});

test("the server's refusal is told by field", () => {
  expect(refusedBy({ parameters: { size: ["Too big.", "Odd."], parameters: ["Both."] } })).toEqual({ size: "Too big. Odd.", parameters: "Both." });
  expect(refusedBy(null)).toEqual({});
});
