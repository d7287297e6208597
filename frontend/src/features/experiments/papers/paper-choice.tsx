import { Button, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { paperQuery } from "@/shared/api/paper";
import { papersQuery } from "@/shared/api/papers";
import { useTypedValue } from "@/shared/lib/use-typed-value";
import classes from "../form/form.module.css";
import { PaperTick, type Suggestion } from "./paper-tick";

interface Props {
  suggestions: readonly Suggestion[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Suggestions on show before the rest is asked for. */
const FIRST = 6;
const HITS = 6;

/** Titles of the chosen papers that nothing suggested. */
function useTitles(keys: readonly string[]): Map<string, string> {
  const answers = useQueries({ queries: keys.map((key) => ({ ...paperQuery(key), retry: false })) });
  return new Map(keys.map((key, at) => [key, answers[at]?.data?.title ?? key]));
}

function PaperFinder({ taken, onTake }: { taken: readonly string[]; onTake: (key: string) => void }) {
  const [words, setWords] = useState("");
  const [typed, type] = useTypedValue(words, setWords);
  const found = useInfiniteQuery({ ...papersQuery({ q: words }, HITS), enabled: words.trim() !== "" });
  const hits = words.trim() === "" ? [] : (found.data?.pages[0]?.results ?? []).filter((one) => !taken.includes(one.arxiv_id));
  return (
    <>
      <TextInput
        size="sm"
        aria-label="Find another paper of the library"
        placeholder="Find another paper of the library"
        leftSection={<IconSearch size={15} aria-hidden />}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter in this box must not launch the run around it.
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      {words.trim() !== "" && (
        <ul className={classes.hits} aria-label="Papers found">
          {hits.map((hit) => (
            <li key={hit.arxiv_id}>
              <UnstyledButton
                className={classes.hit}
                onClick={() => {
                  onTake(hit.arxiv_id);
                  setWords("");
                }}
              >
                <IconPlus size={13} aria-hidden /> {hit.title}
              </UnstyledButton>
            </li>
          ))}
          {hits.length === 0 && (
            <Text component="li" size="sm" c="dimmed" role="status">
              {found.isPending ? "Searching…" : (found.error?.message ?? "No other paper of the library fits.")}
            </Text>
          )}
        </ul>
      )}
    </>
  );
}

/** The papers a run is about: those suggested by meaning with the reason, to tick, and any other of the library. */
export function PaperChoice({ suggestions, chosen, onChange }: Props) {
  const [all, setAll] = useState(false);
  const offered = new Set(suggestions.map((one) => one.arxiv_id));
  // In the order they were brought; a paper that is unticked stays in sight until the page is left.
  const [brought, setBrought] = useState(() => chosen.filter((key) => !offered.has(key)));
  const titles = useTitles(brought);
  const shown = suggestions.filter((one, at) => all || at < FIRST || chosen.includes(one.arxiv_id));
  const set = (key: string, on: boolean): void => onChange(on ? [...chosen, key] : chosen.filter((one) => one !== key));
  return (
    <>
      {suggestions.length === 0 && (
        <Text size="sm" c="dimmed" mb="xs">
          None is suggested yet: the nearest are looked for once the library’s papers have been read.
        </Text>
      )}
      {brought.length + shown.length > 0 && (
        <ul className={classes.papers} aria-label="Papers of the run">
          {brought.map((key) => (
            <PaperTick key={key} paper={{ arxiv_id: key, title: titles.get(key) ?? key, why: "Chosen by you." }} on={chosen.includes(key)} onChange={set} />
          ))}
          {shown.map((one) => (
            <PaperTick key={one.arxiv_id} paper={one} on={chosen.includes(one.arxiv_id)} onChange={set} />
          ))}
        </ul>
      )}
      {suggestions.length > shown.length && (
        <Button size="compact-sm" variant="subtle" mb="xs" onClick={() => setAll(true)}>
          Show {suggestions.length - shown.length} more
        </Button>
      )}
      <PaperFinder
        taken={[...brought, ...shown.map((one) => one.arxiv_id)]}
        onTake={(key) => {
          if (!offered.has(key)) setBrought([...brought, key]);
          set(key, true);
        }}
      />
    </>
  );
}
