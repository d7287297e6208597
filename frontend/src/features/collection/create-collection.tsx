import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useCreateCollection } from "@/shared/api/collections";

/** The button and the dialog that make a new collection and lead to it. */
export function CreateCollection() {
  const [opened, { open, close }] = useDisclosure(false);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const create = useCreateCollection();
  const navigate = useNavigate();
  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={open}>
        New collection
      </Button>
      <Modal opened={opened} onClose={close} title="New collection">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate(
              { name: name.trim(), description: description.trim() },
              { onSuccess: (made) => void navigate(`/collections/${made.id}`) },
            );
          }}
        >
          <Stack gap="sm">
            <TextInput
              label="Name"
              required
              maxLength={200}
              data-autofocus
              value={name}
              error={create.error?.message}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Textarea
              label="Description"
              description="What the papers have in common"
              autosize
              minRows={2}
              value={description}
              onChange={(event) => setDescription(event.currentTarget.value)}
            />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending} disabled={name.trim() === ""}>
                Create
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
