import { describe, expect, it } from "vitest";
import type { PaperSummary } from "@/shared/api/types";
import { tagChanges, tagsAmong } from "./tag-changes";

const paper = (arxiv_id: string, ...tags: string[]) => ({ arxiv_id, tags }) as PaperSummary;

describe("tagsAmong", () => {
  it("tells tags that all papers share from those of some", () => {
    expect(tagsAmong([paper("1", "read", "mpi"), paper("2", "read")])).toEqual([
      { name: "mpi", all: false },
      { name: "read", all: true },
    ]);
  });
});

describe("tagChanges", () => {
  it("names only papers that change", () => {
    const papers = [paper("1", "read"), paper("2"), paper("3", "old", "read")];
    expect(tagChanges(papers, ["read"], ["old"])).toEqual([
      { key: "2", tags: ["read"] },
      { key: "3", tags: ["read"] },
    ]);
  });
});
