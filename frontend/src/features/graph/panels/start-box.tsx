import { Autocomplete, Loader } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { findQuery } from "../api/graph-calls";
import { nodeKind } from "../model/node-types";
import type { Start } from "../model/start";

interface Props {
  onStart: (start: Start) => void;
  /** Puts a node into the graph on show; absent where there is none yet. */
  onAdd?: (id: string) => void;
  size?: "xs" | "md";
}

/** Find a node by words: Enter starts from all that is found, a suggestion adds that one to what is on show. */
export function StartBox({ onStart, onAdd, size = "xs" }: Props) {
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), 220);
  const found = useQuery(findQuery(asked));
  const results = asked === "" ? [] : (found.data?.results ?? []);
  const choose = (id: string): void => {
    setText("");
    if (onAdd) onAdd(id);
    else onStart({ kind: "nodes", ids: [id] });
  };
  return (
    <form
      role="search"
      aria-label="Graph"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") onStart({ kind: "search", q: text.trim() });
      }}
    >
      <Autocomplete
        size={size}
        value={text}
        onChange={setText}
        onOptionSubmit={choose}
        data={results.map((node) => ({ value: node.id, label: node.label }))}
        filter={({ options }) => options}
        renderOption={({ option }) => {
          const node = results.find((one) => one.id === option.value);
          return (
            <span>
              {node?.label ?? option.value}{" "}
              <span style={{ fontSize: 12, color: "var(--text-dim)" }}>{nodeKind(node?.type ?? "").one}</span>
            </span>
          );
        }}
        placeholder={onAdd ? "Add a node, or search anew" : "A concept, an author, a title, an arXiv id"}
        aria-label={onAdd ? "Add a node, or search anew" : "Start from a search"}
        leftSection={found.isFetching ? <Loader size={14} /> : <IconSearch size={15} aria-hidden />}
        maxDropdownHeight={320}
      />
    </form>
  );
}
