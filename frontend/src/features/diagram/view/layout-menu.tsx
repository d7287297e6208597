import { ActionIcon, Menu } from "@mantine/core";
import { IconBinaryTree, IconBinaryTree2, IconCheck, IconListTree, IconSitemap, IconWand } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { LayoutName } from "../layout/choose-layout";

const LAYOUTS: readonly { name: LayoutName; label: string; icon: ReactNode }[] = [
  { name: "auto", label: "Best fit", icon: <IconWand size={16} /> },
  { name: "blocks", label: "Outline", icon: <IconListTree size={16} /> },
  { name: "sides", label: "Both sides", icon: <IconBinaryTree2 size={16} /> },
  { name: "right", label: "To the right", icon: <IconBinaryTree size={16} /> },
];

export function isLayoutName(text: unknown): text is LayoutName {
  return LAYOUTS.some(({ name }) => name === text);
}

interface Props {
  layout: LayoutName;
  onChange: (layout: LayoutName) => void;
}

export function LayoutMenu({ layout, onChange }: Props) {
  return (
    <Menu withinPortal={false} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label="Layout" title="Layout">
          <IconSitemap size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Layout</Menu.Label>
        {LAYOUTS.map(({ name, label, icon }) => (
          <Menu.Item
            key={name}
            leftSection={icon}
            rightSection={name === layout ? <IconCheck size={14} aria-label="chosen" /> : undefined}
            onClick={() => onChange(name)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
