import { UnstyledButton } from "@mantine/core";
import classes from "./paper-page.module.css";

interface Props {
  text: string;
  /** A figure beside the term. */
  note?: string;
  /** What an acronym stands for; "" for other terms. */
  meaning?: string;
  /** A stop word, which only the report shows. */
  stop?: boolean;
  pointed: boolean;
  reading: boolean;
  onPoint: (term: string | null) => void;
}

/** A term of a list; pointing at it, with the mouse or the keyboard, shows where it stands in text and tree. */
export function TermChip({ text, note, meaning = "", stop = false, pointed, reading, onPoint }: Props) {
  const look = [
    classes.chip,
    stop ? classes.stop : "",
    pointed ? classes.chipPointed : "",
    reading ? classes.reading : "",
  ].filter((name) => name !== "");
  return (
    <li>
      <UnstyledButton
        className={look.join(" ")}
        aria-pressed={pointed}
        onClick={() => onPoint(pointed ? null : text)}
        onFocus={() => onPoint(text)}
        onBlur={() => onPoint(null)}
        onMouseEnter={() => onPoint(text)}
        onMouseLeave={() => onPoint(null)}
      >
        <span>
          {text}
          {meaning !== "" && <span className={classes.meaning}> {meaning}</span>}
        </span>
        {note !== undefined && <span className={classes.count}>{note}</span>}
      </UnstyledButton>
    </li>
  );
}
