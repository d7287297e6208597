import { Badge, Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAffiliate, IconFileDownload, IconPencil, IconSeedling } from "@tabler/icons-react";
import { Link } from "react-router";
import { recipeLink } from "@/features/breeding/api";
import { RenameForm } from "@/features/breeding/rename-form";
import { useMayWrite } from "@/shared/api/may-write";
import { useRenameTree } from "@/shared/api/trees";
import type { Tree } from "@/shared/api/types";
import { KIND_WORDS } from "@/shared/lib/tree-words";

/** What a tree is, and what can be done with it besides its diagram: breed from it; name a child, take its recipe. */
export function TreeActions({ tree }: { tree: Tree }) {
  const [naming, { open, close }] = useDisclosure(false);
  const rename = useRenameTree(tree.id);
  const mayWrite = useMayWrite();
  const child = tree.kind === "child";
  return (
    <>
      <Badge variant="light">{KIND_WORDS[tree.kind]}</Badge>
      {tree.archived && <Badge color="gray">archived</Badge>}
      {child && mayWrite && (
        <Button size="xs" variant="default" leftSection={<IconPencil size={15} />} onClick={open}>
          Name
        </Button>
      )}
      {tree.lineage !== null && (
        <Button
          component="a"
          href={recipeLink(tree.lineage.breeding, tree.id)}
          download
          size="xs"
          variant="default"
          leftSection={<IconFileDownload size={15} />}
        >
          Recipe
        </Button>
      )}
      <Button component={Link} to={`/graph?tree=${tree.id}`} size="xs" variant="default" leftSection={<IconAffiliate size={15} />}>
        Open in the graph
      </Button>
      <Button component={Link} to={`/breed?parents=${tree.id}`} size="xs" leftSection={<IconSeedling size={15} />}>
        Breed from this tree
      </Button>
      <Modal opened={naming} onClose={close} title="Name this child">
        <RenameForm
          label="Name"
          description={`Without one it is called “${tree.title}”`}
          value={tree.name}
          maxLength={200}
          busy={rename.isPending}
          error={rename.error?.message}
          onSave={(name) => rename.mutate(name, { onSuccess: close })}
          onCancel={close}
        />
      </Modal>
    </>
  );
}
