"""The command `pv-safety`: each command in a file of its own, loaded when it is called."""

from pv.cli.main import main

__all__ = ["main"]
