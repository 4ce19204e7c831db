"""The command line: ``catching`` and ``python -m catching``."""

from __future__ import annotations

import sys


def main() -> int:
    """Does what the command line asks for and gives the exit code."""
    import signal

    from ._native import program

    # The program answers Ctrl-C by itself: what is finished stays, exit code 130.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return program(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
