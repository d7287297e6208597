import { Button, TextInput } from "@mantine/core";
import { IconBinaryTree2, IconFilePlus } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { useMayWrite } from "@/shared/api/may-write";
import { plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { JobCard } from "@/shared/ui/job-card";
import { ViewerNote } from "@/shared/ui/viewer-note";
import classes from "./collection-view.module.css";
import type { Merging } from "./use-merge";

interface Props {
  papers: number;
  merging: Merging;
}

/** The middle of a collection that has no map yet: find papers, merge them, or watch the first merge. */
export function MapStart({ papers, merging }: Props) {
  const [question, setQuestion] = useState("");
  const watched = merging.jobId !== null && (merging.running || merging.job !== undefined);
  const mayWrite = useMayWrite();
  return (
    <div className={classes.start}>
      {watched && merging.jobId !== null ? (
        <div style={{ width: "min(560px, 100%)", padding: 16 }}>
          <JobCard id={merging.jobId} />
        </div>
      ) : papers === 0 ? (
        <EmptyState
          icon={<IconFilePlus size={24} />}
          title="No papers yet"
          action={
            <Button component={Link} to="/search">
              Search papers
            </Button>
          }
        >
          Find papers on arXiv or in the library and put them into this collection. Their trees can then be merged into one
          diagram.
        </EmptyState>
      ) : papers === 1 ? (
        <EmptyState
          icon={<IconFilePlus size={24} />}
          title="One paper so far"
          action={
            <Button component={Link} to="/search">
              Search papers
            </Button>
          }
        >
          A merge joins the trees of at least two papers. Add another one to this collection first.
        </EmptyState>
      ) : (
        <EmptyState
          icon={<IconBinaryTree2 size={24} />}
          title={`${plural(papers, "paper")}, not merged yet`}
          action={
            mayWrite ? (
              <form
                style={{ display: "flex", flexWrap: "wrap", justifyContent: "center", gap: 8 }}
                onSubmit={(event) => {
                  event.preventDefault();
                  merging.start({ question: question.trim() });
                }}
              >
                <TextInput
                  w={300}
                  aria-label="Question that steers the merge"
                  placeholder="What do you want to know? (may stay empty)"
                  maxLength={500}
                  value={question}
                  onChange={(event) => setQuestion(event.currentTarget.value)}
                />
                <Button type="submit" loading={merging.running} leftSection={<IconBinaryTree2 size={17} />}>
                  Merge
                </Button>
              </form>
            ) : (
              <ViewerNote not="merge" />
            )
          }
        >
          Merging joins the trees of these papers into one diagram: a main idea, branches of related papers, and what they
          share.
          {merging.error !== null && (
            <p role="alert" style={{ color: "var(--danger-text)" }}>
              {merging.error.message}
            </p>
          )}
        </EmptyState>
      )}
    </div>
  );
}
