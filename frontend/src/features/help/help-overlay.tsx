import { Anchor, Group, Kbd, Modal, Text, Title } from "@mantine/core";
import classes from "./help-overlay.module.css";
import { shortcutGroups } from "./shortcuts";
import { SystemFacts } from "./system-facts";

type Props = { opened: boolean; onClose: () => void };

/** Shortcuts, what the search box takes, and the engines at work. */
export function HelpOverlay({ opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Help" size={760} closeButtonProps={{ "aria-label": "Close help" }}>
      <div className={classes.columns}>
        {shortcutGroups.map((group) => (
          <section key={group.title}>
            <Title order={2} className={classes.heading}>
              {group.title}
            </Title>
            <dl className={classes.keys}>
              {group.shortcuts.map((shortcut) => (
                <div key={shortcut.does} className={classes.key}>
                  <dt>
                    {shortcut.keys.map((key) => (
                      <Kbd key={key} size="xs">
                        {key}
                      </Kbd>
                    ))}
                  </dt>
                  <dd>{shortcut.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <section className={classes.section}>
        <Title order={2} className={classes.heading}>
          The search box takes
        </Title>
        <Text size="sm">
          Words; <code>title:</code>, <code>author:</code>, <code>category:</code>, <code>from:</code> and <code>to:</code>{" "}
          followed by a value (in quotation marks when it has spaces); arXiv ids such as <code>2101.08878</code> or{" "}
          <code>cs/0506034</code>; links to arXiv; arXiv DOIs. Several ids at once are fine.
        </Text>
      </section>
      <section className={classes.section}>
        <Title order={2} className={classes.heading}>
          This installation
        </Title>
        {opened && <SystemFacts />}
        <Group gap="lg" mt="sm">
          <Anchor href="/api/docs/" target="_blank" rel="noreferrer" size="sm">
            REST interface
          </Anchor>
          <Anchor href="/api/schema/" target="_blank" rel="noreferrer" size="sm">
            OpenAPI schema
          </Anchor>
        </Group>
      </section>
    </Modal>
  );
}
