import { TagsInput, Text } from "@mantine/core";
import { useMayWrite } from "@/shared/api/may-write";
import { useSetTags, useTags } from "@/shared/api/tags";
import type { Paper } from "@/shared/api/types";

interface Props {
  paper: Paper;
}

/** The paper's tags; every change is saved at once. */
export function TagsEditor({ paper }: Props) {
  const known = useTags();
  const save = useSetTags();
  const mayWrite = useMayWrite();
  const shown = save.isPending ? save.variables.tags : paper.tags;
  return (
    <>
      <TagsInput
        aria-label="Tags"
        placeholder={mayWrite && shown.length === 0 ? "Add a tag" : ""}
        description={mayWrite ? "Enter adds a tag" : "Your role is viewer: you can read tags, but not set them."}
        disabled={!mayWrite}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={shown}
        data={(known.data?.results ?? []).map((tag) => tag.name)}
        maxTags={50}
        onChange={(tags) => save.mutate({ key: paper.arxiv_id, tags })}
      />
      {save.isError && (
        <Text size="sm" c="var(--danger-text)" role="alert">
          {save.error.message}
        </Text>
      )}
    </>
  );
}
