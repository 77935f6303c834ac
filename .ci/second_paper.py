"""Make the records of the second paper (examples/bonner-2006) from its printed figures: every number comes out.

`python .ci/second_paper.py`; where numba is installed, the courses are searched for first (a minute of CPU): they must
be those that are shipped.
"""

import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pv
from pv.reconstruct import write_reconstruction
from pv.reconstruct.search.write_courses import write_courses

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "bonner-2006"


def main() -> int:
    """Return 1 where a printed number does not come out or the courses differ."""
    with TemporaryDirectory() as folder:
        if find_spec("numba") is None:
            print("second paper: the courses are not searched for, numba is not installed")
        else:
            found = write_courses(FOLDER / "facts.toml", Path(folder) / "courses.csv")
            same = (Path(folder) / "courses.csv").read_bytes() == (FOLDER / "courses.csv").read_bytes()
            print(f"second paper: {len(found.missed)} figures not reached, courses {'the same' if same else 'others'}")
            if found.missed or not same:
                return 1
        write_reconstruction(FOLDER / "facts.toml", Path(folder) / "made")
        with pv.open_study(Path(folder) / "made" / "study.toml") as study:
            verdicts = study.reconcile(FOLDER / "facts.toml")["verdict"]
    print(f"second paper: {verdicts.str.startswith('equal').sum()} of {len(verdicts)} printed numbers come out")
    return int(not verdicts.str.startswith("equal").all())


if __name__ == "__main__":
    sys.exit(main())
