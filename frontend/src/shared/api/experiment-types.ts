import type { components } from "./schema";

type Schemas = components["schemas"];

/** One keyword of JSON Schema or another as the server's parameters use them. */
export type ParameterSchema = {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  items?: ParameterSchema;
  anyOf?: ParameterSchema[];
  $ref?: string;
  /** Of an upload. */
  accept?: string[];
  maxBytes?: number;
  template?: { name: string; text: string };
  drawn?: boolean;
};

export type ParametersSchema = {
  title?: string;
  description?: string;
  properties?: Record<string, ParameterSchema>;
  $defs?: Record<string, ParameterSchema>;
};

export type Values = Record<string, unknown>;

export type RunMetric = Schemas["Metric"];
export type RunTable = Schemas["Table"];
export type RunChart = Schemas["Chart"];
export type RunArtifact = Schemas["Artifact"];
export type RunRow = Schemas["RunRow"];
export type RunPaper = Schemas["RunPaper"];
export type Run = Schemas["Run"];
export type MissingPackage = Schemas["Missing"];
export type ExperimentRow = Schemas["ExperimentRow"];
export type SuggestedPaper = Schemas["LinkedPaper"];
/** A definition; the schema of its parameters is one that pydantic writes. */
export type ExperimentDetail = Omit<Schemas["Experiment"], "parameters"> & { parameters: ParametersSchema };
export type MetricHistory = Schemas["History"];
export type Upload = Schemas["UploadsOutput"];
/** What the server fills in may be left out. */
export type RunRequest = Pick<Schemas["RunListInput"], "experiment"> & Partial<Schemas["RunListInput"]>;
export type RunStarted = Schemas["RunListStarted"];
