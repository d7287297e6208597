import { Link } from "react-router";
import { formatNumber } from "@/shared/lib/format";
import { DemandCellView } from "./demand-cell";
import classes from "./demand-table.module.css";
import type { Demand } from "./topic-types";

/** Organizations x skills: what the notes state and what was counted. A heat map whose every cell says it in words. */
export function DemandTable({ demand }: { demand: Demand }) {
  const cells = new Map(demand.cells.map((cell) => [`${cell.organization} ${cell.skill}`, cell]));
  return (
    <>
      {/* A table that scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Organizations and skills">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Skill</th>
              {demand.organizations.map((one) => (
                <th key={one.organization} scope="col">
                  {one.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {demand.skills.map((skill) => (
              <tr key={skill.skill}>
                <th scope="row">
                  {skill.topic === null ? skill.name : <Link to={`/topics/${skill.topic}`}>{skill.name}</Link>}
                  {skill.count !== null && <span className={classes.total}>{formatNumber(skill.count)} counted</span>}
                </th>
                {demand.organizations.map((one) => {
                  const cell = cells.get(`${one.organization} ${skill.skill}`);
                  return cell === undefined ? <td key={one.organization} /> : <DemandCellView key={one.organization} cell={cell} />;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.legend}>
        Ranks are stored only where the notes’ text gives one; their charts are lost. Stronger colour: a higher rank; of a cell with a
        count the rank of that count. Newer counts come with <code>manage.py import_demand FILE.csv</code>.
      </p>
    </>
  );
}
