import { Text } from "@mantine/core";

type Props = { /** What is missing here, after “you can read, but not”. */ not?: string };

/** Stands where a person who may only read would look for a button. */
export function ViewerNote({ not = "change anything" }: Props) {
  return (
    <Text size="sm" c="dimmed">
      Your role is viewer: you can read, but not {not}.
    </Text>
  );
}
