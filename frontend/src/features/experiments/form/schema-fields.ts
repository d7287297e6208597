import type { ParameterSchema, ParametersSchema } from "@/shared/api/experiment-types";

interface Base {
  name: string;
  label: string;
  help: string;
  /** Of an optional parameter: empty means null. */
  nullable: boolean;
  value: unknown;
}

export interface NumberField extends Base {
  kind: "number";
  whole: boolean;
  least: number | undefined;
  most: number | undefined;
  /** The bound itself is not allowed. */
  above: boolean;
  below: boolean;
  step: number | undefined;
}

export interface TextField extends Base {
  kind: "text";
  shortest: number;
  longest: number | undefined;
  pattern: string | undefined;
}

export interface ChoiceField extends Base {
  kind: "choice" | "choices";
  options: (string | number)[];
  fewest: number;
  most: number | undefined;
}

export interface ListField extends Base {
  kind: "list";
  item: "integer" | "number" | "string";
  fewest: number;
  most: number | undefined;
  least: number | undefined;
  greatest: number | undefined;
}

export interface UploadField extends Base {
  kind: "upload";
  accept: string[];
  bytes: number;
  template: { name: string; text: string } | undefined;
  /** A picture that may be drawn in place of a file. */
  drawn: boolean;
}

export interface PlainField extends Base {
  kind: "switch" | "json";
}

export type Field = NumberField | TextField | ChoiceField | ListField | UploadField | PlainField;

/** `$ref` and `T | null` taken apart: what the parameter is, and whether it may be left empty. */
function resolved(given: ParameterSchema, defs: Record<string, ParameterSchema>): [ParameterSchema, boolean] {
  const target = given.$ref === undefined ? undefined : defs[given.$ref.replace("#/$defs/", "")];
  const schema = target === undefined ? given : { ...target, ...given };
  const some = schema.anyOf?.filter((one) => one.type !== "null");
  if (schema.anyOf === undefined || some?.length !== 1 || some[0] === undefined) return [schema, false];
  const [inner] = resolved(some[0], defs);
  return [{ ...inner, ...schema, type: inner.type, enum: inner.enum }, some.length < schema.anyOf.length];
}

const isOption = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";

const optionsOf = (schema: ParameterSchema): (string | number)[] | undefined =>
  schema.const === undefined ? schema.enum?.filter(isOption) : [schema.const].filter(isOption);

function listField(base: Base, schema: ParameterSchema, item: ParameterSchema): Field {
  const fewest = schema.minItems ?? 0;
  const options = optionsOf(item);
  if (options !== undefined) return { ...base, kind: "choices", options, fewest, most: schema.maxItems };
  if (item.type !== "integer" && item.type !== "number" && item.type !== "string") return { ...base, kind: "json" };
  return { ...base, kind: "list", item: item.type, fewest, most: schema.maxItems, least: item.minimum, greatest: item.maximum };
}

function fieldOf(name: string, given: ParameterSchema, defs: Record<string, ParameterSchema>): Field {
  const [schema, nullable] = resolved(given, defs);
  const label = given.title ?? name.replaceAll("_", " ");
  const base: Base = { name, label, help: schema.description ?? "", nullable, value: schema.default ?? null };
  const options = optionsOf(schema);
  if (options !== undefined) return { ...base, kind: "choice", options, fewest: nullable ? 0 : 1, most: 1 };
  switch (schema.type) {
    case "boolean":
      return { ...base, kind: "switch" };
    case "integer":
    case "number":
      return {
        ...base,
        kind: "number",
        whole: schema.type === "integer",
        least: schema.minimum ?? schema.exclusiveMinimum,
        most: schema.maximum ?? schema.exclusiveMaximum,
        above: schema.minimum === undefined && schema.exclusiveMinimum !== undefined,
        below: schema.maximum === undefined && schema.exclusiveMaximum !== undefined,
        step: schema.multipleOf,
      };
    case "string":
      if (schema.format === "upload") {
        const { accept = [], maxBytes: bytes = Infinity, template, drawn = false } = schema;
        return { ...base, kind: "upload", accept, bytes, template, drawn };
      }
      return { ...base, kind: "text", shortest: schema.minLength ?? 0, longest: schema.maxLength, pattern: schema.pattern };
    case "array":
      return listField(base, schema, resolved(schema.items ?? {}, defs)[0]);
    default:
      return { ...base, kind: "json" };
  }
}

/** The fields of a form, in the order of the definition. */
export function fieldsOf(schema: ParametersSchema): Field[] {
  return Object.entries(schema.properties ?? {}).map(([name, one]) => fieldOf(name, one, schema.$defs ?? {}));
}
