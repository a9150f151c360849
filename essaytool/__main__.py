"""``python -m essaytool``, and what the console script runs."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code; an interrupt while it is still being imported is
    130 as well.
    """
    try:
        from essaytool.cli.verbs import essaytool

        essaytool.main(prog_name="essaytool")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
