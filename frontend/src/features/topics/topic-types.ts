import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];

export type TopicRow = Schemas["TopicRow"];
export type Topic = Schemas["Topic"];
export type TopicPaper = Schemas["TopicPaper"];
export type TopicConcept = Schemas["TopicConcept"];
export type TopicYear = Schemas["TopicYear"];
export type TopicCentre = Schemas["Centre"];
export type Growth = Schemas["Growth"];
export type Demand = Schemas["Demand"];
export type DemandCell = Schemas["Cell"];
export type NamedCell = Schemas["NamedCell"];
export type Organization = Schemas["Organization"];
export type RankedSkill = Schemas["RankedSkill"];
