"""``python -m essaytool``, and what the console script runs."""

from __future__ import annotations

import signal
import sys


def main() -> None:
    """Run the command line and leave with its exit code; an interrupt while it is still being imported is
    130 as well, and one while Python leaves ends it at once.
    """
    try:
        from essaytool.cli.verbs import essaytool

        essaytool.main(prog_name="essaytool")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    main()
