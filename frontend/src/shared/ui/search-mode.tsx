import { Text } from "@mantine/core";

type Props = { /** How the server searched; undefined without words to search for. */ mode: "hybrid" | "lexical" | null | undefined };

/** Says so when a search looked at words alone; nothing when it looked at meaning, too. */
export function SearchMode({ mode }: Props) {
  if (mode !== "lexical") return null;
  return (
    <Text size="sm" c="dimmed" role="status">
      Searched by words only: the worker that knows their meaning does not answer.
    </Text>
  );
}
