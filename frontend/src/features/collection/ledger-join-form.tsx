import { Button, Group, Radio, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { Concept, ConceptRow } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { MOST_FOUND, useConceptSearch, useJoin } from "./ledger-calls";
import { joinedForms } from "./ledger-words";
import classes from "./ledger.module.css";

interface Props {
  concept: Concept;
  /** Called with what to say of it: nothing when it was called off. */
  onDone: (told: string) => void;
}

/** Find a concept, see what would be one, and join them. */
export function LedgerJoinForm({ concept, onDone }: Props) {
  const [words, setWords] = useState("");
  const [asked] = useDebouncedValue(words, 250);
  const [other, setOther] = useState<ConceptRow | null>(null);
  const found = useConceptSearch(asked);
  const join = useJoin(concept.id);
  const first = useRef<HTMLInputElement>(null);
  // The form was asked for, and this is its first field.
  useEffect(() => first.current?.focus(), []);
  const rows = asked.trim().length > 1 ? (found.data?.results ?? []).filter(({ id }) => id !== concept.id).slice(0, MOST_FOUND) : [];
  const send = (): void => {
    if (other === null) return;
    join.mutate(
      { other: other.id },
      { onSuccess: () => onDone(`“${other.label}” is part of “${concept.label}” now. The ledger below holds it, with a way back.`) },
    );
  };
  return (
    <form
      aria-label={`Join ${concept.label} with another concept`}
      className={classes.joinForm}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextInput
        size="xs"
        ref={first}
        label="Which concept means the same?"
        placeholder="Words of its name"
        leftSection={<IconSearch size={14} />}
        value={words}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone("");
        }}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setOther(null);
        }}
      />
      {found.isError && <Problem>{found.error.message}</Problem>}
      {asked.trim().length > 1 && found.isSuccess && rows.length === 0 && (
        <Text size="xs" c="dimmed" role="status">
          No other concept holds these words.
        </Text>
      )}
      {rows.length > 0 && (
        <Radio.Group
          size="xs"
          label="Concepts found"
          value={other?.id ?? null}
          onChange={(id) => setOther(rows.find((row) => row.id === id) ?? null)}
        >
          <div className={classes.found}>
            {rows.map((row) => (
              <Radio
                key={row.id}
                size="xs"
                value={row.id}
                label={row.label}
                description={`${plural(row.forms.length, "form")}, ${plural(row.papers, "paper")}`}
              />
            ))}
          </div>
        </Radio.Group>
      )}
      {other !== null && (
        <div className={classes.preview} role="status">
          “{other.label}” becomes part of “{concept.label}”, which then stands for {joinedForms(concept.forms, other.forms)}.
        </div>
      )}
      {join.isError && <Problem>{join.error.message}</Problem>}
      <Group gap={8}>
        <Button size="compact-sm" type="submit" disabled={other === null} loading={join.isPending}>
          Join
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onDone("")}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

function Problem({ children }: { children: string }) {
  return (
    <Text size="xs" c="var(--danger-text)" role="alert">
      {children}
    </Text>
  );
}
