import { Autocomplete, Button, Select, TextInput } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconSearch, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useCollections } from "@/shared/api/collections";
import { useTags } from "@/shared/api/tags";
import { categories } from "@/shared/lib/categories";
import { useTypedValue } from "@/shared/lib/use-typed-value";
import classes from "./library-page.module.css";
import { type ChangeState, type LibraryState, NAMES, ORDERINGS, SOURCES, isFiltered } from "./library-state";

type Props = { state: LibraryState; onChange: ChangeState };

function Words({ state, onChange }: Props) {
  const [text, setText] = useTypedValue(state.q, (q) => onChange({ q }));
  return (
    <TextInput
      className={classes.words}
      value={text}
      data-search-box
      aria-label="Words in title, abstract or authors"
      placeholder="Words, author:name, tag:name, year:2019"
      leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
      onChange={(event) => {
        setText(event.currentTarget.value);
      }}
    />
  );
}

function MoreFilters({ state, onChange }: Props) {
  const tags = useTags().data?.results ?? [];
  const collections = useCollections().data?.results ?? [];
  const [author, setAuthor] = useTypedValue(state.author, (value) => onChange({ author: value }));
  const [category, setCategory] = useTypedValue(state.category, (value) => onChange({ category: value }));
  const select = (name: "tag" | "collection" | "source", label: string, data: { value: string; label: string }[]) => (
    <Select
      label={label}
      placeholder="Any"
      data={data}
      value={state[name] === "" ? null : state[name]}
      onChange={(value) => {
        onChange({ [name]: value });
      }}
      searchable
      clearable
      nothingFoundMessage="Nothing of that name"
    />
  );
  return (
    <div className={classes.more} id="library-filters">
      {select("collection", "Collection", collections.map((each) => ({ value: String(each.id), label: each.name })))}
      {select("tag", "Tag", tags.map((tag) => ({ value: tag.name, label: `${tag.name} (${tag.papers})` })))}
      <Autocomplete
        label="Category"
        placeholder="cs.LG, or cs for all of cs"
        data={categories}
        limit={12}
        value={category}
        onChange={setCategory}
      />
      <TextInput
        label="Author"
        value={author}
        onChange={(event) => {
          setAuthor(event.currentTarget.value);
        }}
      />
      {select("source", "Source", SOURCES)}
      <TextInput type="date" label="From" value={state.from} onChange={(event) => onChange({ from: event.currentTarget.value })} />
      <TextInput type="date" label="To" value={state.to} onChange={(event) => onChange({ to: event.currentTarget.value })} />
    </div>
  );
}

/** Words and order in one row; the rest of the filters unfold below. All of it lives in the address. */
export function LibraryFilters({ state, onChange }: Props) {
  const count = NAMES.filter((name) => !["q", "ordering"].includes(name) && state[name] !== "").length;
  const [open, setOpen] = useState(count > 0);
  const orderings = state.q === "" ? ORDERINGS : [{ value: "", label: "Best match" }, ...ORDERINGS];
  return (
    <div className={classes.filters}>
      <div className={classes.row}>
        <Words state={state} onChange={onChange} />
        <Select
          aria-label="Order"
          className={classes.order}
          data={orderings}
          value={state.ordering === "" && state.q === "" ? "-published" : state.ordering}
          onChange={(value) => onChange({ ordering: value })}
          allowDeselect={false}
        />
        <Button
          variant={count > 0 ? "light" : "default"}
          leftSection={<IconAdjustmentsHorizontal size={16} />}
          aria-expanded={open}
          aria-controls="library-filters"
          onClick={() => setOpen(!open)}
        >
          {count > 0 ? `Filters (${count})` : "Filters"}
        </Button>
        {isFiltered(state) && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconX size={15} />}
            onClick={() => onChange(Object.fromEntries(NAMES.map((name) => [name, null])))}
          >
            Clear
          </Button>
        )}
      </div>
      {open && <MoreFilters state={state} onChange={onChange} />}
    </div>
  );
}
