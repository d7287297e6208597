import { Button } from "@mantine/core";
import { IconArrowsLeftRight } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { compareLink } from "@/shared/lib/experiment-links";

/** Leads to the comparison once two runs are ticked; before, it says what to do. */
export function CompareButton({ runs }: { runs: readonly string[] }) {
  const navigate = useNavigate();
  const few = runs.length < 2;
  return (
    <Button variant="default" leftSection={<IconArrowsLeftRight size={16} />} disabled={few} onClick={() => void navigate(compareLink(runs))}>
      {few ? "Tick two runs to compare" : `Compare ${runs.length} runs`}
    </Button>
  );
}
