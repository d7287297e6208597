import { type UIEvent, useRef } from "react";
import classes from "./console.module.css";
import { type Place, splitAt } from "./error-place";
import { tokens } from "./tokens";

interface Props {
  value: string;
  onChange: (value: string) => void;
  onRun: () => void;
  /** Where the server found the error. */
  wrong: Place | null;
}

/** A text area whose words are coloured by a copy that lies under it. */
export function CypherEditor({ value, onChange, onRun, wrong }: Props) {
  const under = useRef<HTMLPreElement>(null);
  const follow = (event: UIEvent<HTMLTextAreaElement>): void => {
    if (under.current === null) return;
    under.current.scrollTop = event.currentTarget.scrollTop;
    under.current.scrollLeft = event.currentTarget.scrollLeft;
  };
  const marks = wrong === null ? null : splitAt(value, wrong);
  return (
    <div className={classes.editor}>
      <pre ref={under} className={classes.under} aria-hidden>
        {marks === null ? (
          tokens(value).map(({ kind, text }, at) => (
            <span key={at} className={classes[kind]}>
              {text}
            </span>
          ))
        ) : (
          <>
            {marks[0]}
            <span className={classes.wrong}>{marks[1]}</span>
            {marks[2]}
          </>
        )}
        {"\n"}
      </pre>
      <textarea
        className={classes.over}
        value={value}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-label="Cypher query"
        aria-invalid={wrong !== null}
        onChange={(event) => onChange(event.currentTarget.value)}
        onScroll={follow}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            onRun();
          }
        }}
      />
    </div>
  );
}
