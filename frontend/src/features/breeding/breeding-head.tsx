import { ActionIcon, Anchor, Group, Menu, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowLeft, IconBraces, IconDots, IconFileDownload, IconMarkdown, IconPencil, IconSeedling, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { useMayWrite } from "@/shared/api/may-write";
import { treeQuery } from "@/shared/api/trees";
import type { Breeding } from "@/shared/api/types";
import { download, fileName } from "@/shared/lib/download";
import { plural } from "@/shared/lib/format";
import { PageHeader } from "@/shared/ui/page-header";
import { recipeLink, useChangeBreeding } from "./api";
import { breedingMarkdown } from "./breeding-files";
import { DeleteBreeding } from "./delete-breeding";
import { RenameForm } from "./rename-form";

interface Props {
  breeding: Breeding;
  busy: boolean;
}

/** Name and settings of a breeding, and what can be done with it as a whole. */
export function BreedingHead({ breeding, busy }: Props) {
  const [renaming, rename] = useDisclosure(false);
  const [deleting, remove] = useDisclosure(false);
  const change = useChangeBreeding(breeding.id);
  const mayWrite = useMayWrite();
  const again = `/breed?parents=${breeding.parents.map(({ id }) => id).join(",")}`;
  return (
    <>
      <Anchor component={Link} to="/breed" size="sm">
        <Group gap={4} component="span" mb="xs">
          <IconArrowLeft size={14} aria-hidden /> Breed
        </Group>
      </Anchor>
      <PageHeader
        title={breeding.title}
        description={`${plural(breeding.parents.length, "parent")}, ${breeding.population} children a generation, seed ${breeding.seed}, at most ${breeding.max_nodes} nodes a child`}
        actions={
          <Menu position="bottom-end" width={240}>
            <Menu.Target>
              <ActionIcon variant="default" size={34} aria-label="Actions on the breeding">
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item component={Link} to={again} leftSection={<IconSeedling size={16} />}>
                Breed these parents again
              </Menu.Item>
              <Menu.Item disabled={!mayWrite} leftSection={<IconPencil size={16} />} onClick={rename.open}>
                Rename
              </Menu.Item>
              <Menu.Divider />
              <Exports breeding={breeding} />
              <Menu.Divider />
              <Menu.Item color="var(--danger-text)" disabled={!mayWrite || busy} leftSection={<IconTrash size={16} />} onClick={remove.open}>
                Delete the breeding
              </Menu.Item>
              {busy && <Menu.Label>Stop it before deleting it</Menu.Label>}
            </Menu.Dropdown>
          </Menu>
        }
      />
      <Modal opened={renaming} onClose={rename.close} title="Rename the breeding">
        <RenameForm
          label="Name"
          value={breeding.title}
          required
          maxLength={500}
          busy={change.isPending}
          error={change.error?.message}
          onSave={(title) => change.mutate({ title }, { onSuccess: rename.close })}
          onCancel={rename.close}
        />
      </Modal>
      <DeleteBreeding breeding={breeding} opened={deleting} onClose={remove.close} />
    </>
  );
}

function Exports({ breeding }: { breeding: Breeding }) {
  const client = useQueryClient();
  const [problem, setProblem] = useState("");
  const markdown = async (): Promise<void> => {
    const chosen = breeding.children.filter((child) => child.shown || child.kept);
    try {
      const trees = await Promise.all(chosen.map(({ id }) => client.ensureQueryData(treeQuery(id))));
      const rows = chosen.flatMap((child, at) => {
        const tree = trees[at];
        return tree === undefined ? [] : [[child, tree] as const];
      });
      download(fileName(breeding.title, "md"), breedingMarkdown(breeding, rows), "text/markdown;charset=utf-8");
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <Menu.Item
        component="a"
        href={recipeLink(breeding.id)}
        download
        disabled={breeding.recipe === null}
        leftSection={<IconFileDownload size={16} />}
      >
        Recipe, to replay it
      </Menu.Item>
      <Menu.Item leftSection={<IconMarkdown size={16} />} closeMenuOnClick={problem === ""} onClick={() => void markdown()}>
        Markdown of the children
      </Menu.Item>
      {problem !== "" && (
        <Text size="xs" c="var(--danger-text)" px="sm" role="alert">
          {problem}
        </Text>
      )}
      <Menu.Item
        leftSection={<IconBraces size={16} />}
        onClick={() => download(fileName(breeding.title, "json"), JSON.stringify(breeding, null, 2), "application/json")}
      >
        JSON
      </Menu.Item>
    </>
  );
}
