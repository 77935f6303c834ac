"""Build the study's database: read, check, set aside, derive, check again. Nothing is lost on the way."""

from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa

from pv.contract import Accepted
from pv.engine import Engine, Limits, Opening, WorkFile, in_order
from pv.load import Dataset
from pv.stages import Stages
from pv.study.acceptance import accept_all, typed_records
from pv.study.built import Built
from pv.study.findings import LISTED, account, plan_findings
from pv.study.held_to_the_data import hold_to_the_data
from pv.study.input.date_times import check_datetimes, with_days
from pv.study.input.emergent_flag import FLAG, flags_as_y_and_n
from pv.study.input.event_numbers import numbered, with_number_column
from pv.study.input.fetched import at_hand, has_url
from pv.study.input.inputs import data_folder, read_inputs
from pv.study.input.missing_texts import missing_text_findings
from pv.study.left_out import left_out_of
from pv.study.resumed import resumed
from pv.study.room import database_memory, room_of
from pv.study.sdtm.from_domains import analysed
from pv.study.setting.definition import Definition
from pv.study.setting.mistakes import Mistakes
from pv.study.setting.settings import Settings
from pv.study.table.held_settings import hold_settings
from pv.study.terminology.dictionaries import Dictionaries, read_dictionaries
from pv.study.terminology.hierarchy_fill import with_columns_to_fill


def build(
    definition: Definition,
    frames: Mapping[str, pd.DataFrame] | None,
    stages: Stages,
    limits: Limits,
    *,
    listed: int | None = LISTED,
    opening: Opening = Engine,
    work: WorkFile | None = None,
) -> Built:
    """Return the built study.

    Args:
        definition: the study file.
        frames: what is used instead of files, by dataset.
        stages: who hears of the progress.
        limits: what the run may take, of which the database gets what Python leaves.
        listed: how many findings of a rule in a dataset are listed; None for all of them.
        opening: what opens the database that the tables are derived in.
        work: the file that the database is in, with what an earlier run has finished; None: in memory.

    Raises:
        InputError: a dataset cannot be used at all; all reasons at once.
        SettingError: the study file does not fit the data, or the study not into the memory.
    """
    left = replace(limits, memory=database_memory(room_of(definition, frames), limits.memory, in_file=work is not None))
    heard = stages.advance if stages.listener else None
    engine = opening(heard, left) if work is None else Engine(heard, left, work)
    try:
        if work is not None and work.state is not None:
            return resumed(definition, engine, work.state)
        return _built(definition, frames, stages, engine, listed=listed, opening=opening)
    except BaseException:
        engine.close()
        raise


def _built(
    definition: Definition,
    frames: Mapping[str, pd.DataFrame] | None,
    stages: Stages,
    engine: Engine,
    *,
    listed: int | None,
    opening: Opening,
) -> Built:
    """Return the study, built in a database that is empty; what its records took outside of it is given back."""
    built = _read_and_held(definition, frames, stages, engine, listed=listed, opening=opening)
    pa.default_memory_pool().release_unused()
    return built


def _read_and_held(
    definition: Definition,
    frames: Mapping[str, pd.DataFrame] | None,
    stages: Stages,
    engine: Engine,
    *,
    listed: int | None,
    opening: Opening,
) -> Built:
    """Return the study, its records and settings held in a database, its tables planned."""
    mistakes = Mistakes(definition.content)
    with stages.stage("read"):
        with nullcontext(definition) if frames else at_hand(definition, engine) as local:
            as_read, not_read, doubtful = read_inputs(local, frames, stages.advance)
        mistakes.add(not_read)
        dictionaries = mistakes.of(lambda: read_dictionaries(definition))
        if "adsl" in doubtful:
            hold_to_the_data(definition, dictionaries, {}, as_read, doubtful=doubtful, mistakes=mistakes)
        # Without subjects there is nothing to hold the study file to; without SDTM's other domains there are none.
        if as_read.keys().isdisjoint({"adsl", "dm"}) or ("dm" in as_read and not_read):
            raise mistakes.error
    with stages.stage("check"):
        # Without its dictionary a study has nothing to fill: what is wrong with the rest is still to be found.
        typed = _typed(
            as_read,
            dictionaries or Dictionaries(),
            definition.settings,
            lambda given: mistakes.of(lambda: analysed(given, definition.settings, engine.limits, opening)),
            mistakes,
        )
        datasets, as_read = typed.datasets, _without_values(as_read)
        pa.default_memory_pool().release_unused()  # before the database takes as much again
        accepted, findings = accept_all(engine, typed.accepted, typed.same_record, typed.derivation)
        findings += typed.notes
        hold_to_the_data(definition, dictionaries, accepted, datasets, doubtful=doubtful, mistakes=mistakes)
        if mistakes or dictionaries is None:
            raise mistakes.error
    with stages.stage("compute"):
        hold_settings(engine, definition, dictionaries, accepted, datasets["adsl"])
        derived = engine.plan(in_order("sql/derive"))
        datasets = _without_values(datasets)
    folder = None if frames or has_url(definition) else data_folder(definition)
    plan_findings(engine, findings, listed)
    engine.later("accounting", lambda: account(engine, datasets))
    engine.later("left_out", lambda: left_out_of(folder, as_read, list(dictionaries.sha256), engine.has_rows))
    read = [definition.path, *(Path(dataset.source) for dataset in datasets.values() if dataset.sha256)]
    read += dictionaries.sha256
    files = tuple(path.resolve() for path in read)
    return Built(definition, engine, datasets, derived, files, dictionaries, sdtm="dm" in as_read)


@dataclass(frozen=True, eq=False)
class _Typed:
    """The records in the shape of ADaM, held to their contracts.

    Attributes:
        datasets: what they were made of; of its values only those that a message may name.
        accepted: dataset -> its records.
        same_record: the table of this name.
        derivation: what was found where datasets were made of SDTM domains.
        notes: what else was found.
    """

    datasets: Mapping[str, Dataset]
    accepted: Mapping[str, Accepted]
    same_record: pd.DataFrame
    derivation: list[pd.DataFrame]
    notes: list[pd.DataFrame]


def _typed(
    as_read: Mapping[str, Dataset],
    dictionaries: Dictionaries,
    settings: Settings,
    analyse: Callable[[Mapping[str, Dataset]], tuple[dict[str, Dataset], list[pd.DataFrame]] | None],
    mistakes: Mistakes,
) -> _Typed:
    """Return what was read, typed; every state between is let go: millions of records have room once.

    Args:
        as_read: the datasets by name.
        dictionaries: what fills the levels of terms that events lack.
        settings: the study file.
        analyse: gives the datasets in the shape of ADaM and what was found on the way; None where they cannot be made.
        mistakes: what is wrong, all of it at once.

    Raises:
        InputError: a dataset cannot be used at all; all reasons at once.
    """
    as_flagged, flag_notes = flags_as_y_and_n(as_read, settings)
    as_coded = with_columns_to_fill(as_flagged, dictionaries.meddra)
    as_asked = with_number_column(as_coded, settings)
    made = analyse(as_asked)
    whole, number_notes = numbered(made[0] if made else {}, settings)
    mistakes.of(lambda: check_datetimes(whole, as_read))
    datasets, day_notes = with_days(whole, as_read)
    typed = mistakes.of(lambda: typed_records(datasets, dictionaries)) if made else None
    if made is None or typed is None:
        raise mistakes.error
    notes = [missing_text_findings(as_read), flag_notes, number_notes, day_notes]
    return _Typed(_without_values(datasets, [FLAG]), *typed, made[1], notes)


def _without_values(datasets: Mapping[str, Dataset], kept: Collection[str] = ()) -> dict[str, Dataset]:
    """Return what was read, its records only counted: the database has them, and twice is too often for millions."""
    return {
        name: replace(dataset, frame=dataset.frame[[column for column in kept if column in dataset.frame]])
        for name, dataset in datasets.items()
    }
