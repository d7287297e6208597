import { ActionIcon, Button, Group, Menu, Modal, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAffiliate, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useMayWrite } from "@/shared/api/may-write";
import type { Collection } from "@/shared/api/types";
import { useDeleteCollection, useUpdateCollection } from "./change-collection";
import { CollectionExports } from "./collection-exports";
import classes from "./collection-view.module.css";

interface Props {
  collection: Collection;
}

/** Name and description of a collection, and what can be done to it as a whole. */
export function CollectionHead({ collection }: Props) {
  const [editing, edit] = useDisclosure(false);
  const [deleting, ask] = useDisclosure(false);
  const navigate = useNavigate();
  const remove = useDeleteCollection(collection.id);
  const mayWrite = useMayWrite();
  return (
    <header className={classes.head}>
      <div className={classes.name}>
        <Title order={1} title={collection.name}>
          {collection.name}
        </Title>
        {collection.description !== "" && (
          <Text size="sm" c="dimmed" className={classes.about} title={collection.description}>
            {collection.description}
          </Text>
        )}
      </div>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon variant="default" size={34} aria-label="Actions on the collection">
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={!mayWrite} leftSection={<IconPencil size={16} />} onClick={edit.open}>
            Rename or describe
          </Menu.Item>
          <Menu.Item component={Link} to={`/graph?collection=${collection.id}`} leftSection={<IconAffiliate size={16} />}>
            Open in the graph
          </Menu.Item>
          <CollectionExports collection={collection} />
          <Menu.Divider />
          <Menu.Item color="var(--danger-text)" disabled={!mayWrite} leftSection={<IconTrash size={16} />} onClick={ask.open}>
            Delete the collection
          </Menu.Item>
          {!mayWrite && <Menu.Label>Your role is viewer</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={editing} onClose={edit.close} title="Rename or describe">
        <EditForm collection={collection} onDone={edit.close} />
      </Modal>
      <Modal opened={deleting} onClose={ask.close} title={`Delete “${collection.name}”?`}>
        <Stack gap="sm">
          <Text>Its list of papers and its merged diagrams go. The papers themselves stay in the library.</Text>
          {remove.isError && (
            <Text c="var(--danger-text)" size="sm" role="alert">
              {remove.error.message}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={ask.close}>
              Keep it
            </Button>
            <Button
              color="red.9"
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined, { onSuccess: () => void navigate("/collections") })}
            >
              Delete
            </Button>
          </Group>
        </Stack>
      </Modal>
    </header>
  );
}

function EditForm({ collection, onDone }: { collection: Collection; onDone: () => void }) {
  const [name, setName] = useState(collection.name);
  const [description, setDescription] = useState(collection.description);
  const update = useUpdateCollection(collection.id);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        update.mutate({ name: name.trim(), description: description.trim() }, { onSuccess: onDone });
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Name"
          required
          maxLength={200}
          data-autofocus
          value={name}
          error={update.error?.message}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea label="Description" autosize minRows={2} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={update.isPending} disabled={name.trim() === ""}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
