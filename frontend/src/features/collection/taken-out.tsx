import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { plural } from "@/shared/lib/format";

/** Says that papers left a collection, with the way back. */
export function tellTakenOut(count: number, collection: string, putBack: () => void): void {
  const id = notifications.show({
    autoClose: 12_000,
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <span>
          {plural(count, "paper")} taken out of “{collection}”.
        </span>
        <Button
          size="compact-sm"
          variant="default"
          style={{ flex: "none" }}
          onClick={() => {
            putBack();
            notifications.hide(id);
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
}
