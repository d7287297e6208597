import { Autocomplete, Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { categories } from "@/shared/lib/categories";
import type { Filters } from "./parse-query";
import classes from "./search-page.module.css";

type Props = { filters: Filters; onApply: (filters: Filters) => void };

const NONE: Filters = { title: "", author: "", category: "", from: "", to: "" };

/** The advanced row: title, author, category and dates; they hold for both columns. */
export function FilterRow({ filters, onApply }: Props) {
  const [draft, setDraft] = useState(filters);
  const set = (name: keyof Filters) => (value: string) => {
    setDraft((now) => ({ ...now, [name]: value }));
  };
  const text = (name: keyof Filters, label: string, extra: Record<string, string> = {}) => (
    <TextInput
      label={label}
      value={draft[name]}
      onChange={(event) => {
        set(name)(event.currentTarget.value);
      }}
      {...extra}
    />
  );
  return (
    <form
      id="search-filters"
      className={classes.filters}
      aria-label="Filters"
      onSubmit={(event) => {
        event.preventDefault();
        onApply(draft);
      }}
    >
      {text("title", "Title has")}
      {text("author", "Author")}
      <Autocomplete label="Category" placeholder="cs.LG" data={categories} limit={12} value={draft.category} onChange={set("category")} />
      {text("from", "From", { type: "date" })}
      {text("to", "To", { type: "date" })}
      <div className={classes.filterButtons}>
        <Button type="submit" variant="light">
          Apply
        </Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            setDraft(NONE);
            onApply(NONE);
          }}
        >
          Clear
        </Button>
      </div>
    </form>
  );
}
