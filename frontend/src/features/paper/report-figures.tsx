import type { PaperReport } from "@/shared/api/types";
import { formatNumber } from "@/shared/lib/format";
import classes from "./paper-page.module.css";
import { RougeTable } from "./rouge-table";

interface Props {
  report: PaperReport;
}

/** The figures of the report, named as the notes name them. */
export function ReportFigures({ report }: Props) {
  const figures = [
    { name: "Title words", value: formatNumber(report.title_words) },
    { name: "Summary words", value: report.summary_words === null ? "none" : formatNumber(report.summary_words) },
    { name: "ROUGE score", value: report.rouge_percent === null ? "none" : `${report.rouge_percent.toFixed(2)}%` },
  ];
  return (
    <>
      <dl className={classes.figures}>
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {report.rouge !== null && <RougeTable rouge={report.rouge} />}
    </>
  );
}
