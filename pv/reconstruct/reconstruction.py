"""Synthetic datasets from a facts file: made, and written."""

from dataclasses import dataclass
from pathlib import Path

from pv.errors import InputError, Problem
from pv.reconstruct.adae import adae
from pv.reconstruct.adex import adex
from pv.reconstruct.adjudication import adjudication
from pv.reconstruct.adlb import adlb
from pv.reconstruct.adsl import adsl, identifiers
from pv.reconstruct.arm import Arm, build_arm
from pv.reconstruct.contradiction import Contradiction
from pv.reconstruct.dataset import STATEMENT, Dataset
from pv.reconstruct.facts import Facts
from pv.reconstruct.plan import ArmPlan, plan
from pv.reconstruct.read import read_facts
from pv.reconstruct.write import write_datasets

_ATTEMPTS = 8


@dataclass(frozen=True)
class Reconstruction:
    """Synthetic datasets, the facts and the seed they come from, and the contradictions that were tolerated."""

    facts: Facts
    seed: int
    datasets: tuple[Dataset, ...]
    contradictions: tuple[Contradiction, ...]


def reconstruct(facts: Facts, *, seed: int = 1, tolerate: bool = False) -> Reconstruction:
    """Return datasets whose analysis gives every published figure.

    Args:
        facts: the published figures (`read_facts`).
        seed: of the random draws; the same seed gives the same records.
        tolerate: go on where figures contradict each other, as each contradiction says.

    Raises:
        InputError: figures contradict each other, all of them named; or no records were found that give them all.
    """
    wanted = plan(facts)
    if wanted.contradictions and not tolerate:
        raise InputError(
            Problem(c.message, f"{', '.join(c.figures)}: {c.rule}", f"--tolerate goes on with {c.resolution}")
            for c in wanted.contradictions
        )
    arms = [_arm(arm, facts, seed) for arm in wanted.arms]
    ids = identifiers(arms, facts)
    datasets = [adsl(arms, facts, ids, seed), adae(arms, facts, ids, seed), adex(arms, facts, ids)]
    if facts.laboratory:
        datasets.append(adlb(arms, facts, ids, seed))
    if facts.event_of_interest:
        datasets.append(adjudication(arms, facts, ids, seed))
    return Reconstruction(facts, seed, tuple(datasets), wanted.contradictions)


def _arm(wanted: ArmPlan, facts: Facts, seed: int) -> Arm:
    """Return the records of an arm from the first attempt that works."""
    for attempt in range(_ATTEMPTS - 1):
        try:
            return build_arm(wanted, facts, seed, attempt)
        except InputError:
            continue
    return build_arm(wanted, facts, seed, _ATTEMPTS - 1)


def write_reconstruction(
    path: str | Path, folder: str | Path, *, seed: int = 1, tolerate: bool = False
) -> Reconstruction:
    """Read a facts file, write its datasets into a folder (parquet/, xpt/, README.txt), and return them.

    Raises:
        InputError: the facts file is not valid, or as for `reconstruct`.
        OutputError: a file cannot be written; then none is changed.
    """
    made = reconstruct(read_facts(path), seed=seed, tolerate=tolerate)
    write_datasets(Path(folder), made.datasets, {"README.txt": note(made)})
    return made


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
        "",
        "Datasets:",
        *(f"- {one.name}: {one.label}, {len(one.rows)} rows" for one in made.datasets),
        "",
    ]
    return "\n".join(lines)
