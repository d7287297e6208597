import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconHelp, IconMoon, IconSun } from "@tabler/icons-react";
import type { RefObject } from "react";
import { Link, useLocation } from "react-router";
import classes from "./app-bar.module.css";
import { GlobalSearch } from "./global-search";
import { JobsBell } from "./jobs-bell";
import { Logo } from "./logo";
import { UserMenu } from "./user-menu";

type Props = { search: RefObject<HTMLInputElement | null>; live: boolean; onHelp: () => void };

function ThemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const other = scheme === "dark" ? "light" : "dark";
  return (
    <Tooltip label={`Switch to ${other}`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={`Switch to the ${other} theme`}
        onClick={() => {
          setColorScheme(other);
        }}
      >
        {scheme === "dark" ? <IconSun size={19} stroke={1.7} /> : <IconMoon size={19} stroke={1.7} />}
      </ActionIcon>
    </Tooltip>
  );
}

/** Name, global search, jobs, theme, help, user. */
export function AppBar({ search, live, onHelp }: Props) {
  // The search page has its own, larger box for the same words; two of them would only puzzle.
  const ownBox = useLocation().pathname === "/search";
  return (
    <header className={classes.bar}>
      <Link to="/" className={classes.brand} aria-label="Arboretum, first page">
        <Logo />
        <span className={classes.name}>Arboretum</span>
      </Link>
      <div className={classes.middle}>{!ownBox && <GlobalSearch ref={search} />}</div>
      <div className={classes.tools}>
        <JobsBell live={live} />
        <ThemeToggle />
        <Tooltip label="Help and shortcuts (?)">
          <ActionIcon variant="subtle" color="gray" size={36} aria-label="Help and shortcuts" onClick={onHelp}>
            <IconHelp size={19} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
        <UserMenu />
      </div>
    </header>
  );
}
