import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";

interface Props {
  label: string;
  description?: string;
  value: string;
  required?: boolean;
  maxLength: number;
  busy: boolean;
  error: string | undefined;
  onSave: (value: string) => void;
  onCancel: () => void;
}

/** One name, to be saved or left as it is. */
export function RenameForm({ label, description, value, required = false, maxLength, busy, error, onSave, onCancel }: Props) {
  const [typed, setTyped] = useState(value);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(typed.trim());
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={label}
          description={description}
          required={required}
          maxLength={maxLength}
          data-autofocus
          value={typed}
          error={error}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={required && typed.trim() === ""}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
