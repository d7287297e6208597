import { type RefObject, useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { places } from "./places";

/** Milliseconds in which the second key of `g s` must follow the first. */
const SEQUENCE = 1_000;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function focusSearch(fallback: HTMLInputElement | null): boolean {
  const box = document.querySelector<HTMLElement>("[data-search-box]") ?? fallback;
  box?.focus();
  if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) box.select();
  return box !== null;
}

type Options = { search: RefObject<HTMLInputElement | null>; openHelp: () => void };

/** `/` to the search box, `?` for help, `g` and a letter to a place. Nothing happens while a person types. */
export function useShortcuts({ search, openHelp }: Options): void {
  const navigate = useNavigate();
  const lastG = useRef(-SEQUENCE);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const place = places.find((each) => each.key === event.key);
      if (event.key === "/") {
        if (focusSearch(search.current)) event.preventDefault();
      } else if (event.key === "?") {
        event.preventDefault();
        openHelp();
      } else if (place !== undefined && event.timeStamp - lastG.current < SEQUENCE) {
        event.preventDefault();
        void navigate(place.path);
      }
      lastG.current = event.key === "g" ? event.timeStamp : -SEQUENCE;
    };
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onKey);
    };
  }, [navigate, openHelp, search]);
}
