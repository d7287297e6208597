import { useCallback, useEffect, useRef, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { amend, begin, type History, redo, step, undo } from "../model/history";
import { startKey } from "../model/start";
import type { Look } from "./look";
import { writeLook } from "./look-url";

export type Change = (next: (look: Look) => Look) => void;

export interface Looks {
  readonly look: Look;
  /** A step that undo takes back. */
  readonly change: Change;
  /** What is no step: a selection, words being typed. */
  readonly touch: Change;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const written = (look: Look): string => writeLook(look).toString();

/**
 * The look, its history and the address in step: each change is written there, and a new address is read by `read`.
 * What is changed in a saved view stays under its address; another start leaves it.
 */
export function useLook(read: (search: string) => Look): Looks {
  const { pathname, search } = useLocation();
  const [initial] = useState(() => read(search));
  const [history, setHistory] = useState<History<Look>>(() => begin(initial));
  const navigate = useNavigate();
  const shown = useRef({ text: written(initial), start: startKey(initial.start), search });
  const look = history.now;

  useEffect(() => {
    const text = written(look);
    if (text === shown.current.text) return;
    const start = startKey(look.start);
    const replace = start === shown.current.start;
    shown.current = { text, start, search: text === "" ? "" : `?${text}` };
    void navigate(`${replace ? pathname : "/graph"}${shown.current.search}`, { replace, preventScrollReset: true });
  }, [look, navigate, pathname]);

  useEffect(() => {
    if (search === shown.current.search) return;
    // Not ours: a link, or the browser's own way back.
    const next = read(search);
    shown.current = { text: written(next), start: startKey(next.start), search };
    setHistory((known) => step(known, next));
  }, [search, read]);

  const change = useCallback<Change>((next) => setHistory((known) => step(known, next(known.now))), []);
  const touch = useCallback<Change>((next) => setHistory((known) => amend(known, next(known.now))), []);
  return {
    look,
    change,
    touch,
    undo: useCallback(() => setHistory(undo), []),
    redo: useCallback(() => setHistory(redo), []),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
