"""Print one of the README's shell commands: the first or the second under "Two commands"."""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def commands() -> list[str]:
    """Return the shell commands under "Two commands", in their order."""
    section = README.read_text(encoding="utf-8").split("## Two commands")[1].split("\n## ")[0]
    return [command.strip() for command in re.findall(r"```sh\n(.*?)```", section, re.DOTALL)]


if __name__ == "__main__":
    print(commands()[int(sys.argv[1]) - 1])
