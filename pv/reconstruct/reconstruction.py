"""Synthetic datasets from a facts file: made, and written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pv.errors import InputError, OutputError, Problem
from pv.facts.contradiction import Contradiction
from pv.facts.model import Facts
from pv.facts.read import locate_facts, read_facts
from pv.reconstruct.course.course import Course
from pv.reconstruct.course.read_courses import read_courses
from pv.reconstruct.dataset.adae import adae
from pv.reconstruct.dataset.adex import adex
from pv.reconstruct.dataset.adjudication import adjudication
from pv.reconstruct.dataset.adlb import adlb
from pv.reconstruct.dataset.adrs import adrs
from pv.reconstruct.dataset.adsl import adsl, identifiers
from pv.reconstruct.dataset.adtte import adtte
from pv.reconstruct.dataset.dataset import STATEMENT, Dataset
from pv.reconstruct.dataset.study_file import study_file
from pv.reconstruct.dataset.write import write_datasets
from pv.reconstruct.plan.plan import ArmPlan, plan
from pv.reconstruct.record.arm import Arm, build_arm

_ATTEMPTS = 8
STUDY_FILE, FACTS_FILE = "study.toml", "facts.toml"


@dataclass(frozen=True)
class Reconstruction:
    """Synthetic datasets, the facts and the seed they come from, the contradictions that were tolerated.

    `notes` has a sentence for each published grade that its term does not have.
    """

    facts: Facts
    seed: int
    datasets: tuple[Dataset, ...]
    contradictions: tuple[Contradiction, ...]
    notes: tuple[str, ...]


def reconstruct(
    facts: Facts, *, seed: int = 1, tolerate: bool = False, courses: Sequence[Course] = ()
) -> Reconstruction:
    """Return datasets whose analysis gives every published figure.

    Args:
        facts: the published figures (`read_facts`).
        seed: of the random draws; the same seed gives the same records.
        tolerate: go on where figures contradict each other, as each contradiction says.
        courses: of every randomised subject (`read_courses`); without them the safety set is all there is.

    Raises:
        InputError: figures contradict each other, all of them named; or no records were found that give them all.
    """
    wanted = plan(facts)
    if wanted.contradictions and not tolerate:
        raise InputError(
            Problem(c.message, f"{', '.join(c.figures)}: {c.rule}", f"--tolerate continues with {c.resolution}")
            for c in wanted.contradictions
        )
    facts = wanted.facts
    arms = [_arm(arm, facts, seed, courses) for arm in wanted.arms]
    ids = identifiers(arms, facts)
    datasets = [adsl(arms, facts, ids, seed), adae(arms, facts, ids, seed), adex(arms, facts, ids)]
    if facts.laboratory:
        datasets.append(adlb(arms, facts, ids, seed))
    if facts.event_of_interest:
        datasets.append(adjudication(arms, facts, ids, seed))
    if facts.course and courses:
        datasets += [adtte(arms, facts, facts.course, ids), adrs(arms, facts, facts.course, ids)]
    return Reconstruction(facts, seed, tuple(datasets), wanted.contradictions, wanted.notes)


def _arm(wanted: ArmPlan, facts: Facts, seed: int, courses: Sequence[Course]) -> Arm:
    """Return the records of an arm from the first attempt that works."""
    for attempt in range(_ATTEMPTS - 1):
        try:
            return build_arm(wanted, facts, seed, attempt, courses)
        except InputError:
            continue
    return build_arm(wanted, facts, seed, _ATTEMPTS - 1, courses)


def write_reconstruction(
    path: str | Path, folder: str | Path, *, seed: int = 1, tolerate: bool = False
) -> Reconstruction:
    """Read a facts file, write its datasets and the study file that fits them into a folder, and return them.

    The folder gets parquet/, xpt/, study.toml, a copy of the facts file as facts.toml, and README.txt.

    Args:
        path: the facts file, or a study that names one (`locate_facts`).
        folder: where to write; it is made where it is missing.
        seed: of the random draws.
        tolerate: as for `reconstruct`.

    Raises:
        InputError: the facts file is not valid, or as for `reconstruct`.
        OutputError: a file cannot be written, or the folder has another study.toml or facts.toml; then none is changed.
    """
    source, target = locate_facts(path), Path(folder)
    facts = read_facts(source)
    courses = read_courses(facts, source.parent)
    made = reconstruct(facts, seed=seed, tolerate=tolerate, courses=courses)
    kept = {FACTS_FILE: source.read_text(encoding="utf-8-sig"), STUDY_FILE: study_file(made.facts, FACTS_FILE)}
    if facts.course:
        kept[facts.course.file] = (source.parent / facts.course.file).read_text(encoding="utf-8-sig")
    _require_same(target, kept)
    write_datasets(target, made.datasets, {"README.txt": note(made), **kept})
    return made


def _require_same(folder: Path, texts: Mapping[str, str]) -> None:
    """Raise where the folder has one of the files with another text: somebody may have written it by hand."""
    problems = [
        Problem("already exists with different content", str(folder / name), "another folder")
        for name, text in texts.items()
        if (folder / name).is_file() and (folder / name).read_text(encoding="utf-8-sig", errors="replace") != text
    ]
    if problems:
        raise OutputError(problems)


def note(made: Reconstruction) -> str:
    """Return the text that goes with the data: what they are, and which contradictions were tolerated."""
    lines = [
        f"{made.facts.study.id}: {made.facts.study.title}",
        "",
        f"These data are {STATEMENT}.",
        f"No row is a person. Made by pv-safety reconstruct, seed {made.seed}.",
        "",
        "The figures come from:",
        *(f"- {source}" for source in made.facts.study.sources),
        "",
        *(["Figures that contradict each other, and what was taken:"] if made.contradictions else []),
        *(f"- {contradiction}" for contradiction in made.contradictions),
        *(["", "Grades that were published although their terms do not have them:"] if made.notes else []),
        *(f"- {note}" for note in made.notes),
        "",
        "Datasets:",
        *(f"- {one.name}: {one.label}, {len(one.rows)} rows" for one in made.datasets),
        "",
    ]
    return "\n".join(lines)
