import { Autocomplete } from "@mantine/core";
import { IconFolder } from "@tabler/icons-react";
import { useCollections } from "@/shared/api/collections";
import { plural } from "@/shared/lib/format";

type Props = {
  /** What is typed: the name of a collection, or of one to be made. */
  value: string;
  onChange: (name: string) => void;
  label?: string;
  placeholder?: string;
};

/** A collection by name: one that exists, or a new one; says which of the two it will be. */
export function CollectionPicker({ value, onChange, label, placeholder = "Collection, old or new" }: Props) {
  const collections = useCollections();
  const known = collections.data?.results ?? [];
  const match = known.find((each) => each.name.toLowerCase() === value.trim().toLowerCase());
  const note =
    value.trim() === ""
      ? undefined
      : match === undefined
        ? "A new collection"
        : `Adds to its ${plural(match.papers, "paper")}`;
  return (
    <Autocomplete
      label={label}
      aria-label={label === undefined ? "Collection" : undefined}
      placeholder={placeholder}
      // What stands in the box already is no suggestion; its list would only cover what is below.
      data={known.filter((each) => each !== match).map((each) => each.name)}
      value={value}
      onChange={onChange}
      maxLength={200}
      limit={20}
      leftSection={<IconFolder size={16} stroke={1.7} aria-hidden />}
      description={note}
      inputWrapperOrder={["label", "input", "description", "error"]}
      comboboxProps={{ shadow: "md" }}
    />
  );
}
