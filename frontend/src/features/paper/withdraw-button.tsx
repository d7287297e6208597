import { Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconTrash } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { useMayWrite } from "@/shared/api/may-write";
import type { Paper } from "@/shared/api/types";
import { dependentsOf, useRemovePaper } from "./remove-paper";

interface Props {
  paper: Paper;
}

/** Deletes a paper that nothing rests on; offers to withdraw one that trees quote, and says which. */
export function WithdrawButton({ paper }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  const navigate = useNavigate();
  const remove = useRemovePaper(paper.arxiv_id);
  const mayWrite = useMayWrite();
  const dependents = dependentsOf(remove.error);
  if (!mayWrite || paper.withdrawn) return null;
  const shut = (): void => {
    close();
    remove.reset();
  };
  const act = (withdraw: boolean): void => {
    remove.mutate(
      { withdraw },
      {
        onSuccess: () => {
          notifications.show({ message: withdraw ? "The paper is withdrawn." : "The paper is deleted." });
          void navigate("/library");
        },
      },
    );
  };
  return (
    <>
      <Button size="xs" variant="subtle" color="gray" leftSection={<IconTrash size={15} />} onClick={open}>
        Remove
      </Button>
      <Modal opened={opened} onClose={shut} title="Remove this paper?">
        <Stack gap="sm">
          {dependents === undefined ? (
            <Text>
              “{paper.title}” leaves the library with its terms and its tree. If anything rests on it you are asked again.
            </Text>
          ) : (
            <>
              <Text>These rest on it and keep quoting it, so it can only be withdrawn:</Text>
              <List size="sm" mah={220} style={{ overflowY: "auto" }}>
                {dependents.map((one) => (
                  <List.Item key={`${one.type}:${one.id}`}>
                    {one.type}: {one.label}
                  </List.Item>
                ))}
              </List>
              <Text size="sm" c="dimmed">
                A withdrawn paper leaves search, collections and new merges. Its text stays for the trees above.
              </Text>
            </>
          )}
          {remove.isError && dependents === undefined && (
            <Text c="var(--danger-text)" size="sm" role="alert">
              {remove.error.message}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={shut}>
              Keep it
            </Button>
            <Button color="red.9" loading={remove.isPending} onClick={() => act(dependents !== undefined)}>
              {dependents === undefined ? "Remove" : "Withdraw"}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
