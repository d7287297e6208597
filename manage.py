#!/usr/bin/env python
"""Command line of Arboretum; `python manage.py help` lists every command.

A command that needs PostgreSQL or Valkey starts the embedded ones for its own duration when nothing runs yet.
"""

import os
import sys


def main() -> None:
    """Runs one command; problems that the user can mend end in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "explorer.settings")
    from explorer.engines.base import EngineUnusable
    from explorer.engines.borrow import EnginesBusy, engines_for
    from explorer.env import EnvError

    try:
        # Settings read the addresses, so the engines come first.
        with engines_for(sys.argv) as bare:
            from django.core.management import execute_from_command_line

            if bare:
                execute_from_command_line([sys.argv[0], "migrate", "--no-input", "--skip-checks", "--verbosity=0"])
            execute_from_command_line(sys.argv)
    except (EngineUnusable, EnginesBusy, EnvError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
