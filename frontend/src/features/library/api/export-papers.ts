import { useMutation } from "@tanstack/react-query";
import { api, keyPath } from "@/shared/api/client";
import { saveFile } from "@/shared/lib/save-file";
import { joinExports } from "../join-exports";

export type ExportFormat = "bibtex" | "ris" | "csl" | "md";

const FILES: Record<ExportFormat, { name: string; type: string }> = {
  bibtex: { name: "papers.bib", type: "application/x-bibtex" },
  ris: { name: "papers.ris", type: "application/x-research-info-systems" },
  csl: { name: "papers.json", type: "application/json" },
  md: { name: "papers.md", type: "text/markdown" },
};

/** At most this many requests at once, so that a long selection does not crowd out the page's own. */
const AT_ONCE = 4;

/** The papers as one file, which the browser saves. */
export function useExportPapers() {
  return useMutation({
    mutationFn: async ({ keys, format }: { keys: readonly string[]; format: ExportFormat }) => {
      const texts: string[] = [];
      for (let at = 0; at < keys.length; at += AT_ONCE) {
        const part = keys.slice(at, at + AT_ONCE).map((key) => api.text(`/api/papers/${keyPath(key)}/export/`, { format }));
        texts.push(...(await Promise.all(part)));
      }
      const { name, type } = FILES[format];
      saveFile(joinExports(texts, format), name, type);
    },
  });
}
