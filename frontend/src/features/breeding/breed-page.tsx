import { Button, Text } from "@mantine/core";
import { IconSeedling } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { ApiError } from "@/shared/api/client";
import { useMayWrite } from "@/shared/api/may-write";
import { treeQuery } from "@/shared/api/trees";
import { useDocumentTitle } from "@/shared/lib/use-document-title";
import { useUrlState } from "@/shared/lib/use-url-state";
import { Page } from "@/shared/ui/page";
import { PageHeader } from "@/shared/ui/page-header";
import { ViewerNote } from "@/shared/ui/viewer-note";
import { useStartBreeding } from "./api";
import classes from "./breed-page.module.css";
import { BreedSettings } from "./breed-settings";
import { isTreeId, parseParents, withoutParent, withParent } from "./parents-model";
import { ParentsTray, type TrayParent } from "./parents-tray";
import { RecentBreedings } from "./recent-breedings";
import { breedingRequest, parentsProblem, settingsProblems, usualSettings } from "./settings-model";
import { TreePicker } from "./tree-picker";

/** The trees in the tray as far as they are known: an id of no tree is told about and not dropped silently. */
function useTray(ids: readonly string[]): TrayParent[] {
  const trees = useQueries({ queries: ids.map((id) => ({ ...treeQuery(id), enabled: isTreeId(id), retry: false })) });
  return ids.map((id, at) => {
    const { data, error } = trees[at] ?? {};
    const unknown = !isTreeId(id) || (error instanceof ApiError && error.status === 404);
    return { id, tree: data, unknown, error: unknown ? null : (error ?? null) };
  });
}

/** `/breed?parents=ID,ID`: choose parents, set up, and breed. */
export function BreedPage() {
  useDocumentTitle("Breed");
  const [state, setUrl] = useUrlState(["parents"]);
  const parents = parseParents(state.parents);
  const tray = useTray(parents);
  const [settings, setSettings] = useState(usualSettings);
  const [tried, setTried] = useState(false);
  const start = useStartBreeding();
  const navigate = useNavigate();
  const mayWrite = useMayWrite();
  const setParents = (next: readonly string[]): void => {
    start.reset();
    setUrl({ parents: next.join(",") });
  };
  const unknown = tray.filter((one) => one.unknown).map(({ id }) => id);
  const wrongParents = parentsProblem(parents, unknown);
  const problems = settingsProblems(settings);
  // With an empty tray nothing is wrong yet; with one tree, or after a try, the reason is told.
  const told = parents.length > 0 || tried ? wrongParents : undefined;
  const wrong = start.error?.message ?? Object.values(problems)[0];
  const breed = (): void => {
    setTried(true);
    if (wrongParents !== undefined || Object.keys(problems).length > 0) return;
    start.mutate(breedingRequest(parents, settings), { onSuccess: ({ breeding }) => void navigate(`/breedings/${breeding}`) });
  };
  return (
    <Page wide>
      <PageHeader
        title="Breed"
        description="Children take branches of two or more trees. Each is measured in five parts, and every branch says where it comes from."
      />
      <div className={classes.columns}>
        <TreePicker
          chosen={parents}
          onAdd={(id) => setParents(withParent(parents, id))}
          onRemove={(id) => setParents(withoutParent(parents, id))}
        />
        <div className={classes.side}>
          <ParentsTray
            parents={tray}
            problem={told}
            onAdd={(id) => setParents(withParent(parents, id))}
            onRemove={(id) => setParents(withoutParent(parents, id))}
            onClear={() => setParents([])}
          >
            <div className={classes.go}>
              {mayWrite ? (
                <Button size="md" leftSection={<IconSeedling size={18} />} loading={start.isPending} onClick={breed}>
                  Breed
                </Button>
              ) : (
                <ViewerNote not="breed" />
              )}
              <Text size="sm" c={wrong === undefined ? "dimmed" : "var(--danger-text)"} role={wrong === undefined ? undefined : "alert"}>
                {wrong ?? `${settings.generations} generations of ${settings.population} children; the settings are yours to change.`}
              </Text>
            </div>
          </ParentsTray>
          <BreedSettings settings={settings} problems={problems} onChange={setSettings} />
        </div>
      </div>
      <RecentBreedings />
    </Page>
  );
}
