import { Anchor, Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { Link, useNavigate } from "react-router";
import { ApiError } from "@/shared/api/client";
import type { Breeding } from "@/shared/api/types";
import { useDeleteBreeding } from "./api";

interface Props {
  breeding: Breeding;
  opened: boolean;
  onClose: () => void;
}

type Resting = { id: string; title: string };

/** The breedings that stand in the way, from the server's refusal. */
function restingOn(error: Error | null): Resting[] {
  if (!(error instanceof ApiError) || error.code !== "has_descendants") return [];
  return (error.details as { breedings: Resting[] }).breedings;
}

/** Asks before a breeding goes; tells which others rest on its children. */
export function DeleteBreeding({ breeding, opened, onClose }: Props) {
  const remove = useDeleteBreeding(breeding.id);
  const navigate = useNavigate();
  const shut = (): void => {
    remove.reset();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={shut} title={`Delete “${breeding.title}”?`}>
      <Stack gap="sm">
        <Text>Its children leave the list of trees, the kept ones too. The parents stay.</Text>
        {remove.isError && (
          <Text c="var(--danger-text)" size="sm" role="alert">
            {remove.error.message}
          </Text>
        )}
        <List size="sm">
          {restingOn(remove.error).map((one) => (
            <List.Item key={one.id}>
              <Anchor component={Link} to={`/breedings/${one.id}`} onClick={shut}>
                {one.title}
              </Anchor>
            </List.Item>
          ))}
        </List>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={shut}>
            Keep it
          </Button>
          <Button color="red.9" loading={remove.isPending} onClick={() => remove.mutate(undefined, { onSuccess: () => void navigate("/breed") })}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
