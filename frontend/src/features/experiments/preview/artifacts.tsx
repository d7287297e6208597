import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { Run, RunArtifact } from "@/shared/api/experiment-types";
import { artifactPath } from "@/shared/api/experiments";
import { bytesWords } from "@/shared/lib/run-words";
import { Panel } from "@/shared/ui/panel";
import { ModelPreview } from "./model-preview";
import { type PreviewKind, previewKind } from "./preview-kind";
import classes from "./preview.module.css";
import { TextPreview } from "./text-preview";

interface Props {
  run: string;
  artifact: RunArtifact;
  kind: PreviewKind;
}

function Preview({ run, artifact, kind }: Props) {
  const path = artifactPath(run, artifact.name);
  if (kind === "image") return <img src={path} alt={`The file ${artifact.name} of this run`} className={classes.image} />;
  if (kind === "model") return <ModelPreview path={path} name={artifact.name} />;
  return <TextPreview path={path} artifact={artifact} code={kind === "code"} />;
}

function Row({ run, artifact, first }: { run: string; artifact: RunArtifact; first: boolean }) {
  const kind = previewKind(artifact);
  const [open, setOpen] = useState(first);
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <span className={classes.name}>{artifact.name}</span>
        <span className={classes.meta}>
          {artifact.media_type} · {bytesWords(artifact.bytes)}
        </span>
        <span className={classes.tools}>
          {kind !== "none" && (
            <Button size="compact-sm" variant="subtle" aria-expanded={open} aria-label={`${open ? "Hide" : "Show"} ${artifact.name}`} onClick={() => setOpen(!open)}>
              {open ? "Hide" : "Show"}
            </Button>
          )}
          <Button
            component="a"
            href={artifactPath(run, artifact.name)}
            download={artifact.name}
            size="compact-sm"
            variant="default"
            aria-label={`Download ${artifact.name}`}
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            Download
          </Button>
        </span>
      </div>
      {open && kind !== "none" && <Preview run={run} artifact={artifact} kind={kind} />}
    </li>
  );
}

/** The files of a run, each to download, and to look at where the page can show it. */
export function Artifacts({ run }: { run: Run }) {
  if (run.artifacts.length === 0) return null;
  const kinds = run.artifacts.map(previewKind);
  const seen = (["model", "image"] as const).map((kind) => kinds.indexOf(kind));
  return (
    <Panel label="Files">
      <h2 className={classes.heading}>Files</h2>
      <ul className={classes.list}>
        {run.artifacts.map((artifact, at) => (
          <Row key={artifact.name} run={run.id} artifact={artifact} first={seen.includes(at)} />
        ))}
      </ul>
    </Panel>
  );
}
