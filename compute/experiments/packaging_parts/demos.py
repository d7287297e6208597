"""Uses a demo of the library as a visitor would, and prints the arm it shows for one point.

A program: `demos.py gradio|streamlit DEMO X Y`; the library has to be importable.
"""

from __future__ import annotations

import os
import sys


def by_gradio(path: str, x: float, y: float) -> str:
    """Serves the form on a free loopback port and asks it over HTTP."""
    import runpy

    from gradio_client import Client

    demo = runpy.run_path(path)["demo"]
    _, url, _ = demo.launch(server_name="127.0.0.1", prevent_thread_lock=True, quiet=True, share=False)
    answer = Client(url, verbose=False, analytics_enabled=False).predict(x, y, api_name="/classify")
    demo.close()
    return str(answer["label"])


def by_streamlit(path: str, x: float, y: float) -> str:
    """Moves the sliders of the page in Streamlit's own test harness."""
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_file(path, default_timeout=60).run()
    page.slider[0].set_value(x)
    page.slider[1].set_value(y)
    page.run()
    if page.exception:
        raise RuntimeError(page.exception[0].value)
    return str(page.metric[0].value)


def main() -> None:
    """One line: the arm."""
    kind, path, x, y = sys.argv[1:]
    asked = {"gradio": by_gradio, "streamlit": by_streamlit}[kind]
    print(asked(path, float(x), float(y)), flush=True)
    # Their servers keep threads that would hold the process.
    os._exit(0)


if __name__ == "__main__":
    main()
