"""What people type is listed, and the build machine types nothing else."""

import re
import subprocess

from explorer.env import BASE_DIR

MAKEFILE = (BASE_DIR / "Makefile").read_text()


def test_help_lists_every_target_of_the_makefile() -> None:
    shown = subprocess.run(["make", "help"], cwd=BASE_DIR, capture_output=True, text=True, check=True).stdout
    listed = set(re.findall(r"^  make (\w+) +\S", shown, re.MULTILINE))
    assert listed == set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert {"help", "install", "run", "test", "check", "bench", "lock", "clean"} <= listed


def test_clean_keeps_the_data() -> None:
    recipe = MAKEFILE.split("\nclean:")[1].split("\n\n")[0].splitlines()[1]
    assert "var" not in recipe.split()


def test_the_build_machine_runs_what_people_run() -> None:
    script = (BASE_DIR / ".ci" / "run").read_text()
    commands = [line for line in script.splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["make check", "make test"]


def test_scripts_are_well_formed() -> None:
    for path in [*(BASE_DIR / "scripts").iterdir(), BASE_DIR / ".ci" / "run"]:
        subprocess.run(["bash", "-n", str(path)], check=True)
        assert path.stat().st_mode & 0o100
