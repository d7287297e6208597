"""The system's own Chromium under Playwright, with a fresh profile and no talk to the outside."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str:
    """Path of a Chromium on this machine. Raises `FileNotFoundError` with what to install."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and MAC.exists():
        found = str(MAC)
    if found is None:
        raise FileNotFoundError("The browser tests need Chromium: install the package `chromium` or Google Chrome.")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser; as root the sandbox cannot work and is switched off."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=[*FLAGS, *sandbox])
        try:
            yield browser
        finally:
            browser.close()
