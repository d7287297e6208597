/** The shapes of the REST answers by short names, taken from the server's OpenAPI schema (`npm run schema`). */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type PageOf<T> = { next: string | null; previous: string | null; results: T[] };
export type ErrorBody = { code: string; message: string; details: unknown };

export type PaperSummary = Schemas["PaperSummary"];
export type Paper = Schemas["Paper"];
/** `mode` tells how the words of a search were looked for. */
export type PaperPage = PageOf<PaperSummary> & { mode?: "hybrid" | "lexical" | null };
export type PaperCollection = Schemas["CollectionRef"];
export type PaperRef = Schemas["PaperRef"];
export type PaperReport = Schemas["Report"];
export type PaperTerm = Schemas["Term"];
export type PaperVersion = Schemas["Version"];
export type SimilarPaper = Schemas["PaperSimilarOutputSimilarPaper"];
export type PaperStyle = "concept" | "classic";
export type ExtractionStarted = Schemas["ExtractionsStarted"];
export type RelatedPaper = Schemas["PaperRelatedOutputRelatedPaper"];
export type Span = Schemas["Span"];
export type SpanField = Span["field"];

export type ArxivPage = Schemas["ArxivSearchOutput"];
export type ArxivResult = Schemas["ArxivSearchOutputArxivPaper"];
export type Collection = Schemas["Collection"];
export type CollectionChanged = Schemas["CollectionPapersOutput"];
export type Tag = Schemas["Tag"];

export type Evidence = Schemas["Evidence"];
export type TreeNode = Schemas["Node"];
export type NodeKind = TreeNode["kind"];
export type TreeEdge = Schemas["Edge"];
export type TreeLevel = Schemas["Level"];
export type Tree = Schemas["Tree"];
export type TreeKind = Tree["kind"];
export type TreeSummary = Schemas["TreeRow"];
export type TreeFamily = Schemas["Family"];
export type TreeRelative = Schemas["Ancestor"];
export type ParentDiff = Schemas["ParentDiff"];
export type Fitness = Schemas["Fitness"];
export type Lineage = Schemas["Lineage"];
export type Breeding = Schemas["Breeding"];
export type BreedingSummary = Schemas["BreedingRow"];
export type BreedingChild = Schemas["BreedingChild"];
export type BreedingParent = Schemas["BreedingParent"];
export type Generation = Schemas["Generation"];
export type BreedingRequest = Schemas["BreedingListInput"];
export type BreedingStarted = Schemas["Started"];
export type Synthesis = Schemas["Synthesis"];
export type Rewritten = Schemas["Rewritten"];
export type SynthesisSummary = Schemas["SynthesisRow"];
export type SynthesisVersion = Schemas["MergeVersion"];
export type Difference = Schemas["Difference"];
export type Concept = Schemas["Concept"];
export type ConceptRow = Schemas["ConceptRow"];
export type ConceptPage = Schemas["ConceptRowPage"];
export type LedgerEntry = Schemas["LedgerEntry"];

export type Job = Schemas["Job"];
export type JobState = Job["state"];
export type JobEvent = Schemas["JobEventsOutputEvent"];
export type JobEventPage = Schemas["JobEventsOutput"];
export type JobEventType = JobEvent["type"];
export type ImportRequest = Schemas["ImportsInput"];
export type ImportStarted = Schemas["ImportsStarted"];
export type ImportSource = ImportRequest["source"];

export type SavedSearch = Schemas["SavedSearch"];
export type SavedSearchInput = Schemas["SavedSearchListInput"];
export type SavedSearchHit = Schemas["SavedSearchHitsHit"];
export type SavedSearchStarted = Schemas["SavedSearchRunStarted"];
export type SearchScope = SavedSearch["scope"];

export type SystemInfo = Schemas["SystemOutput"];
export type EngineInfo = Schemas["SystemOutputEnginesEngine"];
export type AuthInfo = Schemas["Account"];
export type Role = NonNullable<AuthInfo["role"]>;
