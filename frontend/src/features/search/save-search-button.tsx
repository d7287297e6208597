import { Button, Modal, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBookmark } from "@tabler/icons-react";
import { useState } from "react";
import { useMayWrite } from "@/shared/api/may-write";
import type { SearchScope } from "@/shared/api/types";
import { useSaveSearch } from "./api/save-search";
import { libraryFilters } from "./api/search-arxiv";
import type { SearchFields } from "./parse-query";

type Props = { fields: SearchFields; name: string };

const PACES = [
  { value: "6", label: "Every 6 hours" },
  { value: "24", label: "Daily" },
  { value: "168", label: "Weekly" },
];

/** The fields as the server keeps them, without the empty ones. */
function queryOf(fields: SearchFields, scope: SearchScope): Record<string, string> {
  const { words, title, author, category, from, to } = fields;
  const all = scope === "library" ? libraryFilters(fields) : { q: words, title, author, category, from, to };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

function SaveForm({ fields, name, onDone }: Props & { onDone: () => void }) {
  const [title, setTitle] = useState(name.slice(0, 200));
  const [scope, setScope] = useState<SearchScope>("arxiv");
  const [hours, setHours] = useState("24");
  const save = useSaveSearch();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(
          { name: title, scope, query: queryOf(fields, scope), interval_hours: Number(hours) },
          {
            onSuccess: () => {
              notifications.show({ message: `“${title}” is saved. New papers show on the search page.`, color: "green" });
              onDone();
            },
          },
        );
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          value={title}
          required
          withAsterisk={false}
          maxLength={200}
          data-autofocus
          onChange={(event) => {
            setTitle(event.currentTarget.value);
          }}
        />
        <SegmentedControl
          aria-label="Where to look"
          value={scope}
          onChange={(value) => {
            setScope(value === "library" ? "library" : "arxiv");
          }}
          data={[
            { value: "arxiv", label: "On arXiv" },
            { value: "library", label: "In the library" },
          ]}
        />
        <Select label="How often" data={PACES} value={hours} onChange={(value) => setHours(value ?? "24")} allowDeselect={false} />
        {save.isError && (
          <Text size="sm" c="var(--danger-text)" role="alert">
            {save.error.message}
          </Text>
        )}
        <Button type="submit" loading={save.isPending}>
          Save the search
        </Button>
      </Stack>
    </form>
  );
}

/** Keeps the present search, to be told of new papers. A search for ids can bring nothing new and is not offered. */
export function SaveSearchButton({ fields, name }: Props) {
  const [opened, setOpened] = useState(false);
  const mayWrite = useMayWrite();
  if (!mayWrite || fields.ids.length > 0) return null;
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<IconBookmark size={15} />}
        onClick={() => {
          setOpened(true);
        }}
      >
        Save this search
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Save this search" closeButtonProps={{ "aria-label": "Close" }}>
        <SaveForm fields={fields} name={name} onDone={() => setOpened(false)} />
      </Modal>
    </>
  );
}
