import { SegmentedControl } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Divider } from "./divider";
import classes from "./panes.module.css";

export const TABS = ["papers", "map", "detail"] as const;
export type Tab = (typeof TABS)[number];

interface Props {
  papers: ReactNode;
  map: ReactNode;
  detail: ReactNode | undefined;
  /** The tab on show where there is no room for panes side by side. */
  tab: Tab;
  onTab: (tab: Tab) => void;
  detailLabel: string;
}

interface Widths {
  papers: number;
  detail: number;
}

/** Papers, map and detail side by side with movable lines between them; on a narrow screen as tabs. */
export function Panes({ papers, map, detail, tab, onTab, detailLabel }: Props) {
  const narrow = useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: false });
  const [widths, setWidths] = useLocalStorage<Widths>({
    key: "arboretum.panes",
    defaultValue: { papers: 276, detail: 316 },
    getInitialValueInEffect: false,
  });
  if (narrow) {
    const tabs = [
      { value: "papers", label: "Papers" },
      { value: "map", label: "Map" },
      ...(detail === undefined ? [] : [{ value: "detail", label: detailLabel }]),
    ];
    return (
      <div className={classes.tabs}>
        <div className={classes.tabBar}>
          <SegmentedControl fullWidth size="sm" aria-label="Part of the collection" data={tabs} value={tab} onChange={(value) => onTab(value as Tab)} />
        </div>
        <div className={classes.tab} hidden={tab !== "papers"}>
          {papers}
        </div>
        <div className={classes.tab} style={{ display: tab === "map" ? undefined : "none" }}>
          {map}
        </div>
        <div className={classes.tab} hidden={tab !== "detail"}>
          {detail}
        </div>
      </div>
    );
  }
  const right = detail === undefined ? "" : ` 1px ${widths.detail}px`;
  return (
    <div className={classes.panes} style={{ gridTemplateColumns: `${widths.papers}px 1px minmax(0, 1fr)${right}` }}>
      <div className={classes.side} hidden={widths.papers === 0}>
        {papers}
      </div>
      {widths.papers === 0 && <div />}
      <Divider
        label="Width of the papers"
        width={widths.papers}
        least={200}
        most={480}
        side={1}
        onWidth={(width) => setWidths({ ...widths, papers: width })}
      />
      <div className={classes.middle}>{map}</div>
      {detail !== undefined && (
        <>
          <Divider
            label="Width of the detail"
            width={widths.detail}
            least={220}
            most={560}
            side={-1}
            onWidth={(width) => setWidths({ ...widths, detail: width })}
          />
          <div className={classes.side} hidden={widths.detail === 0}>
            {detail}
          </div>
        </>
      )}
    </div>
  );
}
