import { Button, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useChangeCollectionPapers } from "@/shared/api/collection-papers";
import type { PaperSummary } from "@/shared/api/types";
import { useCollectionByName } from "@/shared/api/use-collection-by-name";
import { plural } from "@/shared/lib/format";
import { CollectionPicker } from "@/shared/ui/collection-picker";

type Props = { opened: boolean; papers: PaperSummary[]; onClose: () => void };

function Form({ papers, onClose }: Omit<Props, "opened">) {
  const [name, setName] = useState("");
  const collectionByName = useCollectionByName();
  const change = useChangeCollectionPapers();
  const add = useMutation({
    mutationFn: async () => {
      const collection = await collectionByName(name);
      return change.mutateAsync({ collection: collection.id, add: papers.map((paper) => paper.arxiv_id) });
    },
    onSuccess: ({ added, collection }) => {
      notifications.show({ message: `${plural(added, "paper")} added to “${collection.name}”.`, color: "green" });
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Stack gap="md">
        <CollectionPicker label="Collection" value={name} onChange={setName} placeholder="Its name, or a new one" />
        {add.isError && (
          <Text size="sm" c="var(--danger-text)" role="alert">
            {add.error.message}
          </Text>
        )}
        <Button type="submit" loading={add.isPending} disabled={name.trim() === ""}>
          Add {plural(papers.length, "paper")}
        </Button>
      </Stack>
    </form>
  );
}

/** Puts the selected papers into a collection, old or new. */
export function AddToCollection({ opened, papers, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add to a collection" closeButtonProps={{ "aria-label": "Close" }}>
      <Form papers={papers} onClose={onClose} />
    </Modal>
  );
}
