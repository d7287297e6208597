import { Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type Ref, useState } from "react";
import { useNavigate } from "react-router";
import classes from "./app-bar.module.css";

/** The search box of the app bar; it opens the search page with the words typed. */
export function GlobalSearch({ ref }: { ref: Ref<HTMLInputElement> }) {
  const [words, setWords] = useState("");
  const navigate = useNavigate();
  return (
    <form
      role="search"
      className={classes.search}
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() === "") return;
        setWords("");
        void navigate(`/search?q=${encodeURIComponent(words.trim())}`);
      }}
    >
      <TextInput
        ref={ref}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
        placeholder="Search papers, arXiv ids, links"
        aria-label="Search papers, arXiv ids, links"
        leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
        rightSection={
          <Kbd size="xs" className={classes.hint} aria-hidden>
            /
          </Kbd>
        }
        rightSectionPointerEvents="none"
      />
    </form>
  );
}
