"""Search for the courses that a facts file asks for, and write their file."""

import csv
from io import StringIO
from pathlib import Path

from pv.facts.read import locate_facts, read_facts
from pv.output import require_writable, write_text
from pv.reconstruct.course.read_courses import columns
from pv.reconstruct.search.compiled import compiled
from pv.reconstruct.search.course_rows import course_rows
from pv.reconstruct.search.search import Found, parts_of, search
from pv.stages import Stages


def write_courses(path: str | Path, target: str | Path, *, seed: int = 1, stages: Stages | None = None) -> Found:
    """Read a facts file, search for the courses of its randomised subjects, write them as CSV, return what was found.

    Args:
        path: the facts file, or a study that names one (`locate_facts`).
        target: the file of courses; it is whole or not written at all.
        seed: of the random draws; the same seed and versions give the same file.
        stages: hear how far the search is.

    Raises:
        InputError: the facts are not valid, do not say how to search, or contradict themselves.
        SettingError: numba, the extra `reconstruct`, is not installed.
        OutputError: the file cannot be written.
    """
    source = locate_facts(path)
    facts = read_facts(source)
    course, _ = parts_of(facts)
    kernel = compiled()
    require_writable(Path(target), {source.resolve()})
    found = search(facts, kernel, seed=seed, stages=stages)
    courses = course_rows(facts, found, seed)
    text = StringIO()
    writer = csv.DictWriter(text, columns(course), lineterminator="\n")
    writer.writeheader()
    writer.writerows(courses.rows)
    write_text(Path(target), text.getvalue(), {source.resolve()})
    return found._replace(missed=(*found.missed, *courses.missed))
