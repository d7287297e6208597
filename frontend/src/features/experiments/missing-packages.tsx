import { Code } from "@mantine/core";
import { IconPackageOff } from "@tabler/icons-react";
import type { MissingPackage } from "@/shared/api/experiment-types";
import classes from "./experiment-page.module.css";

/** The packages an experiment lacks here, and the command that adds each. */
export function MissingPackages({ missing }: { missing: readonly MissingPackage[] }) {
  if (missing.length === 0) return null;
  return (
    <div className={classes.missing} role="note" aria-label="Missing packages">
      <IconPackageOff size={20} aria-hidden />
      <div>
        <strong>Not everything it uses is installed here.</strong>
        <ul>
          {missing.map(({ name, command, part }) => (
            <li key={name}>
              {name}
              {part === "" ? "" : `, for ${part}; the rest runs without it`}: <Code>{command}</Code> adds it.
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
