import type { PaperReport } from "@/shared/api/types";
import classes from "./paper-page.module.css";

interface Props {
  rouge: NonNullable<PaperReport["rouge"]>;
}

const ROWS = [
  ["rouge1", "ROUGE-1"],
  ["rouge2", "ROUGE-2"],
  ["rougeL", "ROUGE-L"],
] as const;

/** How much of the abstract the key terms hold, by Google's measure: precision, recall and F from 0 to 1. */
export function RougeTable({ rouge }: Props) {
  return (
    <table className={classes.rouge}>
      <caption>Key terms against the abstract</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Precision</th>
          <th scope="col">Recall</th>
          <th scope="col">F</th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map(([name, label]) => (
          <tr key={name}>
            <th scope="row">{label}</th>
            {(["p", "r", "f"] as const).map((part) => (
              <td key={part}>{rouge[name][part].toFixed(3)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
