import { Button, Checkbox, Modal, Stack, TagsInput, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useSetTags, useTags } from "@/shared/api/tags";
import type { PaperSummary } from "@/shared/api/types";
import { plural } from "@/shared/lib/format";
import { tagChanges, tagsAmong } from "./tag-changes";

type Props = { opened: boolean; papers: PaperSummary[]; onClose: () => void };

function Form({ papers, onClose }: Omit<Props, "opened">) {
  const known = useTags().data?.results.map((tag) => tag.name) ?? [];
  const [add, setAdd] = useState<string[]>([]);
  const [typed, setTyped] = useState("");
  const [remove, setRemove] = useState<string[]>([]);
  const setTags = useSetTags();
  const apply = useMutation({
    mutationFn: async () => {
      for (const change of tagChanges(papers, add, remove)) await setTags.mutateAsync(change);
    },
    onSuccess: onClose,
  });
  const present = tagsAmong(papers);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply.mutate();
      }}
    >
      <Stack gap="md">
        <TagsInput
          label="Add tags"
          placeholder="Type and press Enter"
          // Suggestions only while typing: an open list would cover the button below.
          data={typed === "" ? [] : known}
          searchValue={typed}
          onSearchChange={setTyped}
          value={add}
          onChange={setAdd}
          maxLength={60}
          acceptValueOnBlur
        />
        {present.length > 0 && (
          <Checkbox.Group label="Remove tags" value={remove} onChange={setRemove}>
            <Stack gap={6} mt={6}>
              {present.map((tag) => (
                <Checkbox
                  key={tag.name}
                  value={tag.name}
                  label={tag.all ? tag.name : `${tag.name} (on some of them)`}
                />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {apply.isError && (
          <Text size="sm" c="var(--danger-text)" role="alert">
            {apply.error.message}
          </Text>
        )}
        <Button type="submit" loading={apply.isPending} disabled={add.length + remove.length === 0}>
          Apply to {plural(papers.length, "paper")}
        </Button>
      </Stack>
    </form>
  );
}

/** Adds tags to the selected papers and takes others away. */
export function TagPapers({ opened, papers, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Tags" closeButtonProps={{ "aria-label": "Close" }}>
      <Form papers={papers} onClose={onClose} />
    </Modal>
  );
}
