import { useEffect, useRef, useState } from "react";
import { Outlet, ScrollRestoration, useLocation, useNavigation } from "react-router";
import { HelpOverlay } from "@/features/help/help-overlay";
import { useJobsFeed } from "@/shared/live/use-jobs-feed";
import { AppBar } from "./app-bar";
import { Rail } from "./rail";
import classes from "./shell.module.css";
import { useShortcuts } from "./use-shortcuts";

/** What stays while pages change: skip link, app bar, rail, shortcuts, help, and the feed of job news. */
export function Shell() {
  const [helpOpen, setHelpOpen] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const navigation = useNavigation();
  const live = useJobsFeed();
  useShortcuts({ search, openHelp: () => setHelpOpen(true) });

  const shown = useRef(pathname);
  useEffect(() => {
    // A new page takes the focus, so that a screen reader starts there and Tab goes on from there.
    if (shown.current !== pathname) main.current?.focus({ preventScroll: true });
    shown.current = pathname;
  }, [pathname]);

  return (
    <>
      <a
        href="#main"
        className={classes.skip}
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      {navigation.state === "loading" && <div className={classes.progress} role="status" aria-label="Loading the page" />}
      <AppBar search={search} live={live} onHelp={() => setHelpOpen(true)} />
      <div className={classes.body}>
        <Rail />
        <main id="main" ref={main} tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
      </div>
      <HelpOverlay opened={helpOpen} onClose={() => setHelpOpen(false)} />
      <ScrollRestoration />
    </>
  );
}
