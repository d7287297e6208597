import { useCallback, useState } from "react";
import type { Looks } from "../look/use-look";
import type { Tool } from "./toolbar";

export interface PathTool {
  readonly tool: Tool;
  readonly setTool: (tool: Tool) => void;
  /** The first end, picked and waiting for the second. */
  readonly end: string | null;
  /** Takes a pick if one is wanted; says whether it did. */
  readonly take: (id: string) => boolean;
  readonly from: (id: string) => void;
}

/** Which tool the hand holds, and the two picks of a path. */
export function usePathTool({ change }: Looks): PathTool {
  const [tool, setTool] = useState<Tool>("hand");
  const [end, setEnd] = useState<string | null>(null);
  const take = useCallback(
    (id: string): boolean => {
      if (tool !== "path" || id.startsWith("group:")) return false;
      if (end === null) setEnd(id);
      else if (end !== id) {
        change((look) => ({ ...look, path: [end, id], selected: null }));
        setEnd(null);
        setTool("hand");
      }
      return true;
    },
    [tool, end, change],
  );
  const from = useCallback((id: string) => {
    setTool("path");
    setEnd(id);
  }, []);
  const choose = useCallback((next: Tool) => {
    setTool(next);
    setEnd(null);
  }, []);
  return { tool, setTool: choose, end, take, from };
}
