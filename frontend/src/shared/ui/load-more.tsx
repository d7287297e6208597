import { Button, Group } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { useEffect, useRef } from "react";

type Props = { busy: boolean; failed: boolean; onMore: () => void; label: string };

/** Asks for the next page when it comes into view, or when pressed; after a failure only when pressed. */
export function LoadMore({ busy, failed, onMore, label }: Props) {
  const { ref, entry } = useIntersection({ rootMargin: "400px" });
  const seen = entry?.isIntersecting === true;
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  });
  useEffect(() => {
    if (seen && !busy && !failed) more.current();
  }, [seen, busy, failed]);
  return (
    <Group ref={ref} justify="center" p="md">
      <Button variant="default" size="xs" loading={busy} onClick={onMore}>
        {failed ? "That failed; try again" : label}
      </Button>
    </Group>
  );
}
