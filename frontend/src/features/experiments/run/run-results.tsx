import type { Run } from "@/shared/api/experiment-types";
import { Panel } from "@/shared/ui/panel";
import { ChartView } from "../charts/chart-view";
import { DataTable } from "../tables/data-table";
import { RunMetrics } from "./run-metrics";
import classes from "./run-page.module.css";

/** What a run came to: figures, charts and tables. */
export function RunResults({ run }: { run: Run }) {
  return (
    <>
      {run.metrics.length > 0 && (
        <Panel label="Figures">
          <h2 className={classes.heading}>Figures</h2>
          <RunMetrics metrics={run.metrics} />
        </Panel>
      )}
      {run.charts.length > 0 && (
        <Panel label="Charts">
          <h2 className={classes.heading}>Charts</h2>
          <div className={classes.charts}>
            {run.charts.map((chart) => (
              <ChartView key={chart.title} chart={chart} />
            ))}
          </div>
        </Panel>
      )}
      {run.tables.length > 0 && (
        <Panel label="Tables">
          <h2 className={classes.heading}>Tables</h2>
          {run.tables.map((table) => (
            <section key={table.title} className={classes.table}>
              <h3 className={classes.small}>{table.title}</h3>
              <DataTable label={table.title} columns={table.columns} rows={table.rows} />
            </section>
          ))}
        </Panel>
      )}
    </>
  );
}
