"""The explorer of both built-in studies in a browser, in as many random states as asked, against tables and `pv.stats`.

Run with the folder tests/support on the path.
"""

import sys
import tempfile
from pathlib import Path

import pv
from browser_session import started
from explored import random_states
from explorer_page import differences, opened


def main(number: int) -> int:
    """Print what differs; return how much does."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, started(Path(folder, "browser")) as browser:
        for name in ("destiny-breast04", "cdisc-pilot"):
            with pv.open_study(name) as study:
                opened(browser, study, Path(folder, f"{name}.html"))
                found = differences(browser, study, [*random_states(study, number, seed=2000)])
            print(
                f"{name}: {number} states of the explorer, {len(found)} answered otherwise than the tables", *found[:5]
            )
            wrong += len(found)
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]))))
