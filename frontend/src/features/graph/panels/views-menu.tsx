import { ActionIcon, Button, Menu, Modal, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBookmark, IconBookmarkPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useMayWrite } from "@/shared/api/may-write";
import { deleteView, saveView, viewsQuery } from "../api/graph-calls";

interface Props {
  /** What a view holds, taken when it is saved. */
  state: () => unknown;
  suggestion: string;
}

/** Saved views: keep this one under a short address, and go to the others. */
export function ViewsMenu({ state, suggestion }: Props) {
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const client = useQueryClient();
  const navigate = useNavigate();
  const views = useQuery(viewsQuery());
  const mayWrite = useMayWrite();
  const refresh = () => client.invalidateQueries({ queryKey: ["graph", "views"] });
  const save = useMutation({
    mutationFn: () => saveView(name.trim() || suggestion, state()),
    onSuccess: async (view) => {
      setNaming(false);
      await refresh();
      await navigate(`/graph/v/${view.id}`);
      notifications.show({ title: "View saved", message: `${window.location.origin}/graph/v/${view.id}` });
    },
  });
  const drop = useMutation({ mutationFn: deleteView, onSuccess: refresh });
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label="Saved views" title="Saved views">
            <IconBookmark size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown mah="60dvh" style={{ overflowY: "auto" }}>
          {mayWrite && (
            <Menu.Item
              leftSection={<IconBookmarkPlus size={16} />}
              onClick={() => {
                setName("");
                setNaming(true);
              }}
            >
              Save this view
            </Menu.Item>
          )}
          <Menu.Label>{(views.data?.results.length ?? 0) === 0 ? "None saved yet" : "Saved views"}</Menu.Label>
          {views.data?.results.map((view) => (
            <Menu.Item key={view.id} onClick={() => void navigate(`/graph/v/${view.id}`)}>
              {view.name || view.id}
            </Menu.Item>
          ))}
          {mayWrite && (views.data?.results.length ?? 0) > 0 && (
            <>
              <Menu.Label>Delete</Menu.Label>
              {views.data?.results.map((view) => (
                <Menu.Item key={view.id} color="red" leftSection={<IconTrash size={14} />} onClick={() => drop.mutate(view.id)}>
                  {view.name || view.id}
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={naming} onClose={() => setNaming(false)} title="Save this view">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <TextInput label="Name" placeholder={suggestion} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={120} data-autofocus error={save.error?.message} />
          <Button type="submit" mt="md" loading={save.isPending}>
            Save
          </Button>
        </form>
      </Modal>
    </>
  );
}
