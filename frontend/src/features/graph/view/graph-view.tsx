import { SegmentedControl, useComputedColorScheme } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { useMemo, useRef, useState } from "react";
import { EmptyState } from "@/shared/ui/empty-state";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { useGraphData } from "../api/use-graph-data";
import { QueryConsole } from "../console/query-console";
import { paletteOf } from "../draw/palette";
import { useLayout } from "../layout/use-layout";
import type { Look } from "../look/look";
import { useFormer } from "../look/use-former";
import { useLook } from "../look/use-look";
import { stateOf } from "../look/view-state";
import { groupId } from "../model/grouping";
import { startKey } from "../model/start";
import { useModel } from "../model/use-model";
import { Detail } from "../panels/detail";
import { GraphDown } from "../panels/graph-down";
import { LagNote } from "../panels/lag-note";
import { StartPage } from "../panels/start-page";
import { Timeline } from "../panels/timeline";
import classes from "./graph-view.module.css";
import { Hint } from "./hint";
import { Peek } from "./peek";
import { Side } from "./side";
import { StageArea } from "./stage-area";
import { titleOf } from "./title-of";
import { useActs } from "./use-acts";
import { useDrawing } from "./use-drawing";
import { useHand } from "./use-hand";
import { useMarks } from "./use-marks";
import { usePathTool } from "./use-path-tool";
import { useStage } from "./use-stage";

type Tab = "graph" | "list" | "detail";
const NOBODY: ReadonlySet<string> = new Set();

/** The explorer: canvas, list and legend, what is selected, years, and the console. */
export function GraphView({ read, name }: { read: (search: string) => Look; name?: string }) {
  const looks = useLook(read);
  const { look, change } = looks;
  const palette = paletteOf(useComputedColorScheme("light", { getInitialValueInEffect: false }));
  const still = useReducedMotion(false, { getInitialValueInEffect: false });
  const data = useGraphData(look);
  const { scene } = data;
  useFormer(looks, scene, look.start !== null && !data.pending && data.error === null && data.busy.length === 0);
  const model = useModel(scene, look);
  const drawing = useDrawing(model, look, palette);
  const [hovered, setHovered] = useState<string | null>(null);
  const [caught, setCaught] = useState(NOBODY);
  const [nth, setNth] = useState(0);
  const [querying, setQuerying] = useState(look.start?.kind === "query");
  const [tab, setTab] = useState<Tab>("graph");
  const path = usePathTool(looks);
  const container = useRef<HTMLDivElement>(null);
  const marks = useMarks({ look, hovered, caught, path: data.paths?.[nth] ?? data.paths?.[0], end: path.end });
  const shownIds = useMemo(() => model.filtered.nodes.map((node) => node.id), [model.filtered]);
  const parents = useMemo(() => {
    const found = new Map(scene.parents);
    for (const [id, under] of model.under) if (!found.has(id)) found.set(id, groupId(under));
    return found;
  }, [scene, model.under]);
  const hand = useHand({ looks, path, caught, setCaught, setHovered });
  const { stage, drawn } = useStage(container, palette, still, hand.handlers, marks);
  const layout = useLayout({
    stage,
    drawing,
    nodes: model.drawn.nodes,
    community: model.measures.community,
    parents,
    pinned: look.pinned,
    places: look.places,
    startKey: startKey(look.start),
    ready: drawn && !data.pending && scene.nodes.size > 0,
    still,
  });
  const acts = useActs({ looks, stage, ids: shownIds, onPathFrom: path.from });
  hand.wire({ acts, layout, stage, drawing, toggleConsole: () => setQuerying(!querying) });

  const { error } = data;
  const title = name ?? titleOf(look.start, scene);
  const begun = look.start !== null;
  const none = begun && !data.pending && error === null && scene.nodes.size === 0;
  const cover = !begun ? (
    <StartPage colours={palette.types} onStart={(start) => change((now) => ({ ...now, start }))} onConsole={() => setQuerying(true)} />
  ) : error !== null ? (
    <GraphDown error={error} onRetry={data.retry} busy={data.pending} />
  ) : data.pending ? (
    <ListSkeleton label="Loading the graph" />
  ) : none ? (
    <EmptyState title="Nothing found">Nothing in the graph answers to this. Try other words, or another start.</EmptyState>
  ) : null;

  return (
    <div className={classes.page}>
      <div>
        <LagNote />
        {begun && (
          <div className={classes.tabs}>
            <SegmentedControl
              fullWidth
              aria-label="Part of the graph page"
              value={tab}
              onChange={(value) => setTab(value)}
              data={[
                { value: "graph", label: "Graph" },
                { value: "list", label: "List and legend" },
                { value: "detail", label: "Detail" },
              ]}
            />
          </div>
        )}
      </div>
      <div className={classes.body} data-start={!begun || undefined} data-tab={begun ? tab : "graph"}>
        {begun && <Side {...{ looks, scene, model, palette, title, hovered, caught, acts }} onHover={setHovered} onPick={hand.pick} />}
        <div className={classes.stage}>
          <StageArea
            {...{ container, looks, stage, drawn, palette, drawing, layout, path, scene, model, title }}
            covered={cover !== null}
            console={querying}
            onConsole={() => setQuerying(!querying)}
            onCatch={(ids) => setCaught(new Set(ids))}
            state={() => stateOf(look, stage.current?.positions() ?? new Map())}
          />
          <Hint path={path} scene={scene} data={data} arranging={layout.arranging && layout.placed} />
          {cover === null && <Peek look={look} scene={scene} model={model} onDetail={() => setTab("detail")} />}
          {cover !== null && <div className={classes.cover}>{cover}</div>}
        </div>
        {begun && (
          <div className={classes.right}>
            <Detail {...{ scene, model, data, looks, palette, acts, caught, nth }} onNth={setNth} onCaught={(ids) => setCaught(new Set(ids))} />
          </div>
        )}
      </div>
      <div>{begun && <Timeline nodes={scene.nodes.values()} years={look.years} onYears={(years) => change((now) => ({ ...now, years }))} />}</div>
      <div>
        {querying && (
          <QueryConsole
            initial={look.start?.kind === "query" ? look.start.cypher : ""}
            onClose={() => setQuerying(false)}
            onGraph={(cypher) => change((now) => ({ ...now, start: { kind: "query", cypher }, expanded: [], open: [], selected: null, path: null, places: null }))}
            onNode={(id) => (scene.nodes.has(id) ? acts.select(id) : change((now) => ({ ...now, start: { kind: "nodes", ids: [id] }, selected: { node: id } })))}
          />
        )}
      </div>
    </div>
  );
}
