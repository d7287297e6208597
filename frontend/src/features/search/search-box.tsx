import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./search-page.module.css";

type Props = { query: string; onSearch: (query: string) => void };

/** The one box: words, `field:value`, ids, links. Give it a `key` of the query, so that Back changes what it shows. */
export function SearchBox({ query, onSearch }: Props) {
  const [text, setText] = useState(query);
  return (
    <form
      role="search"
      className={classes.box}
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <TextInput
        className={classes.input}
        size="md"
        value={text}
        data-search-box
        aria-label="Search arXiv and the library"
        placeholder="Words, author:name, category:cs.DC, arXiv ids or links"
        leftSection={<IconSearch size={18} stroke={1.8} aria-hidden />}
        onChange={(event) => {
          setText(event.currentTarget.value);
        }}
        onPaste={(event) => {
          // A one-line box drops line breaks, which would glue pasted ids together.
          const pasted = event.clipboardData.getData("text");
          if (!pasted.includes("\n")) return;
          event.preventDefault();
          const { selectionStart, selectionEnd } = event.currentTarget;
          const clean = pasted.trim().replace(/\s+/g, " ");
          setText(text.slice(0, selectionStart ?? text.length) + clean + text.slice(selectionEnd ?? text.length));
        }}
      />
      <Button type="submit" size="md">
        Search
      </Button>
    </form>
  );
}
