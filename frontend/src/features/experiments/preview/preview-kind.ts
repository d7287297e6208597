import type { RunArtifact } from "@/shared/api/experiment-types";

export type PreviewKind = "image" | "model" | "code" | "text" | "none";

const CODE = new Set(
  "py pyx pyi js jsx ts tsx json jsonl yaml yml toml ini cfg sql c h cc cpp cu cuh cmake sh bicep tf html css xml usda gltf mmd lock".split(" "),
);
const TEXT = new Set("txt md rst csv tsv log in out obj mtl".split(" "));
const NAMES = new Set(["dockerfile", "makefile", "license", "metadata", "record"]);

/** What of a file can be shown in the page, by its media type and name. */
export function previewKind({ name, media_type: type }: Pick<RunArtifact, "name" | "media_type">): PreviewKind {
  const small = name.toLowerCase();
  const ending = small.includes(".") ? small.slice(small.lastIndexOf(".") + 1) : "";
  if (type === "model/gltf-binary" || ending === "glb") return "model";
  if (/^image\/(png|jpeg|gif|webp|svg\+xml)$/.test(type)) return "image";
  if (CODE.has(ending) || small.startsWith("dockerfile") || NAMES.has(small)) return "code";
  return TEXT.has(ending) || type.startsWith("text/") ? "text" : "none";
}

/** Characters of a text on show; the whole is to be downloaded. */
export const MOST_TEXT = 60_000;

/** Bytes of a text file up to which it is fetched for a preview. */
export const MOST_BYTES = 2_000_000;
