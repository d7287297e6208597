import { ActionIcon, Button, CloseButton, Popover, Text } from "@mantine/core";
import { IconChevronUp, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useMayWrite } from "@/shared/api/may-write";
import { plural } from "@/shared/lib/format";
import { CollectionPicker } from "@/shared/ui/collection-picker";
import { ViewerNote } from "@/shared/ui/viewer-note";
import type { Basket } from "./basket";
import classes from "./basket-bar.module.css";
import { useTakeBasket } from "./take-basket";

type Props = { basket: Basket; onJob: (job: string) => void };

function ChosenList({ basket }: { basket: Basket }) {
  return (
    <ul className={classes.list}>
      {basket.papers.map((paper) => (
        <li key={paper.key}>
          <span>
            {paper.title}
            <Text span size="xs" c="dimmed" className={classes.where}>
              {paper.inLibrary ? "in the library" : paper.key}
            </Text>
          </span>
          <CloseButton
            size="sm"
            aria-label={`Put back ${paper.title}`}
            onClick={() => {
              basket.toggle(paper);
            }}
          />
        </li>
      ))}
    </ul>
  );
}

/** The chosen papers, and where they go. Shown while there are any. */
export function BasketBar({ basket, onJob }: Props) {
  const [name, setName] = useState("");
  const take = useTakeBasket();
  const mayWrite = useMayWrite();
  if (basket.papers.length === 0) return null;
  const toImport = basket.papers.filter((paper) => !paper.inLibrary).length;
  const submit = () => {
    take.mutate(
      { papers: basket.papers, name },
      {
        onSuccess: (job) => {
          basket.clear();
          setName("");
          if (job !== null) onJob(job);
        },
      },
    );
  };
  return (
    <section className={classes.bar} aria-label="Chosen papers">
      {take.isError && (
        <Text size="sm" c="var(--danger-text)" role="alert" mb="xs">
          {take.error.message}
        </Text>
      )}
      <form
        className={classes.row}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Popover position="top-start" width={380} trapFocus returnFocus>
          <Popover.Target>
            <Button variant="subtle" color="gray" rightSection={<IconChevronUp size={14} />} className={classes.count}>
              {plural(basket.papers.length, "paper")} chosen
            </Button>
          </Popover.Target>
          <Popover.Dropdown p={0} aria-label="Chosen papers">
            <ChosenList basket={basket} />
          </Popover.Dropdown>
        </Popover>
        <div className={classes.picker}>
          {mayWrite ? (
            <CollectionPicker value={name} onChange={setName} placeholder="Into collection, old or new" />
          ) : (
            <ViewerNote not="import papers" />
          )}
        </div>
        {mayWrite && (
          <Button type="submit" loading={take.isPending} disabled={toImport === 0 && name.trim() === ""}>
            {toImport === 0 ? "Add to collection" : `Import ${plural(toImport, "paper")}`}
          </Button>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          size={34}
          className={classes.trash}
          aria-label="Put all papers back"
          onClick={basket.clear}
        >
          <IconTrash size={17} />
        </ActionIcon>
      </form>
    </section>
  );
}
