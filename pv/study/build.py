"""Build the study's database: read, check, set aside, derive, check again. Nothing is lost on the way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from pv import contract
from pv.contract import Accepted
from pv.contract.named_checks import codelists
from pv.engine import Engine, in_order, references
from pv.errors import InputError, Problem
from pv.load import Dataset
from pv.stages import Stages
from pv.study.findings import account, combine, found, of_cut_records
from pv.study.input.arms import check_arms
from pv.study.input.date_times import check_datetimes, with_days
from pv.study.input.emergent_flag import check_flag, flags_as_y_and_n
from pv.study.input.event_numbers import numbered, with_number_column
from pv.study.input.inputs import DATASETS, data_folder, read_inputs
from pv.study.input.missing_texts import missing_text_findings
from pv.study.input.variables import check_numbers, check_variables
from pv.study.left_out import left_out_of
from pv.study.sdtm.from_domains import analysed
from pv.study.setting.definition import Definition
from pv.study.setting.mistakes import Mistakes
from pv.study.table.ctcae import ctcae_tables
from pv.study.table.ctcae_translation import ctcae_translation
from pv.study.table.demographics import demographic_table
from pv.study.table.dictionary_tables import dictionary_tables
from pv.study.table.end_of_study import end_of_study_table
from pv.study.table.laboratory_tables import check_parameters, grading, laboratory_tables
from pv.study.table.setting_tables import condition_variables, setting_tables
from pv.study.table.unpivot import value_table
from pv.study.table.vital_tables import vital_tables
from pv.study.terminology.dictionaries import Dictionaries, read_dictionaries
from pv.study.terminology.hierarchy_fill import fill_hierarchy, with_columns_to_fill


@dataclass(frozen=True, eq=False)
class Built:
    """A study whose records are checked and derived, ready to be measured.

    Attributes:
        definition: the study file.
        engine: the database with the input and setting tables; the derived tables, `findings`, `accounting` and
            `left_out` are planned and made when they are first read.
        datasets: what was read, by name.
        derived: names of the derived tables, in the order of their references.
        files: the study file, the datasets and the dictionaries that were read, resolved.
        dictionaries: the dictionaries and queries that the study file names.
        sdtm: whether the analysis datasets were made of SDTM domains.
    """

    definition: Definition
    engine: Engine
    datasets: Mapping[str, Dataset]
    derived: tuple[str, ...]
    files: tuple[Path, ...]
    dictionaries: Dictionaries
    sdtm: bool


def build(definition: Definition, frames: Mapping[str, pd.DataFrame] | None, stages: Stages) -> Built:
    """Return the built study.

    Raises:
        InputError: a dataset cannot be used at all; all reasons at once.
        SettingError: the study file does not fit the data.
    """
    engine, mistakes = Engine(), Mistakes(definition.content)
    with stages.stage("read"):
        as_read, not_read = read_inputs(definition, frames)
        mistakes.add(not_read)
        dictionaries = mistakes.of(lambda: read_dictionaries(definition))
        # Without subjects there is nothing to hold the study file to; without SDTM's other domains there are none.
        if as_read.keys().isdisjoint({"adsl", "dm"}) or ("dm" in as_read and not_read):
            raise mistakes.error
    with stages.stage("check"):
        as_flagged, flag_notes = flags_as_y_and_n(as_read, definition.settings)
        # Without its dictionary a study has nothing to fill: what is wrong with the rest is still to be found.
        read_so_far = dictionaries or Dictionaries()
        as_coded = with_columns_to_fill(as_flagged, read_so_far.meddra)
        as_asked = with_number_column(as_coded, definition.settings)
        made = mistakes.of(lambda: analysed(as_asked, definition.settings))
        whole, number_notes = numbered(made[0] if made else {}, definition.settings)
        mistakes.of(lambda: check_datetimes(whole, as_read))
        datasets, day_notes = with_days(whole, as_read)
        taken = mistakes.of(lambda: _accept(engine, datasets, read_so_far, made[1])) if made else None
        if made is None or taken is None:
            raise mistakes.error
        accepted, findings = taken
        findings += [missing_text_findings(as_read), flag_notes, number_notes, day_notes]
        for hold in _held_to_the_data(definition, accepted, datasets):
            mistakes.of(hold)
        if mistakes or dictionaries is None:
            raise mistakes.error
    with stages.stage("compute"):
        _load_settings(engine, definition, dictionaries, accepted, datasets["adsl"])
        derived = engine.plan(in_order("sql/derive"))
    folder = None if frames else data_folder(definition)
    engine.later(
        "findings", lambda: of_cut_records(combine([*findings, *_reviewed(engine)]), engine.table("after_cutoff"))
    )
    engine.later("accounting", lambda: account(engine, datasets))
    engine.later("left_out", lambda: left_out_of(folder, as_read, list(dictionaries.sha256), engine.has_rows))
    read = [definition.path, *(Path(dataset.source) for dataset in datasets.values() if dataset.sha256)]
    read += dictionaries.sha256
    files = tuple(path.resolve() for path in read)
    return Built(definition, engine, datasets, derived, files, dictionaries, sdtm="dm" in as_read)


def _reviewed(engine: Engine) -> list[pd.DataFrame]:
    """Return what the checks of the records that are used find."""
    return [found(engine, path) for path in in_order("sql/check/review") if engine.may_find(path)]


def _held_to_the_data(
    definition: Definition, accepted: Mapping[str, Accepted], datasets: Mapping[str, Dataset]
) -> Iterator[Callable[[], object]]:
    """Yield what holds the study file to the data, but for what rests on a part of it that is wrong by itself."""
    settings, doubt = definition.settings, definition.content.doubt
    adsl, adae = accepted["adsl"], accepted["adae"]
    if "adae" in datasets and not doubt.of("treatment_emergent"):
        yield lambda: check_flag(settings, adae, datasets["adae"])
    yield lambda: check_variables(settings, adsl, adae if "adae" in datasets else None)
    yield lambda: check_numbers(settings, adsl)
    if settings.population.end_of_study in adsl.present:
        yield lambda: end_of_study_table(settings, adsl.frame)
    if not doubt.of("arm.name", "population"):
        yield lambda: check_arms(settings, adsl.frame, datasets["adsl"])
    yield lambda: check_parameters(grading(settings), set(accepted["adlb"].frame["PARAMCD"].dropna()))


def _accept(
    engine: Engine, datasets: Mapping[str, Dataset], dictionaries: Dictionaries, derivation: Sequence[pd.DataFrame]
) -> tuple[dict[str, Accepted], list[pd.DataFrame]]:
    """Hold the records that can be used, the rejected in tables of their own; return the used and the findings.

    The subjects come first: an event is judged against the subjects that were accepted. `derivation` is what was found
    where datasets were made of SDTM domains; its rejections count as any other.
    """
    typed = _typed(datasets)
    engine.hold("same_record", contract.same_in({name: read.frame for name, read in datasets.items()}, typed))
    typed["adae"] = fill_hierarchy(typed["adae"], dictionaries.meddra)
    findings = [*derivation, *(accepted.findings for accepted in typed.values())]
    used: dict[str, Accepted] = {}
    rejecting: list[pd.DataFrame] = []
    checks = list(in_order("sql/check/reject"))
    for names in (("adsl",), tuple(name for name in DATASETS if name != "adsl")):
        for name in names:
            engine.hold(f"{name}_input", typed[name].frame, typed[name].dates)
        if names != ("adsl",):
            engine.gather("record_input", {name: f"{name}_input" for name in names}, _OF_A_RECORD)
        ready = _INPUTS & set(engine.tables())
        runnable = [path for path in checks if references(path) & _INPUTS <= ready]
        rejecting += [found(engine, path) for path in runnable]
        checks = [path for path in checks if path not in runnable]
        for name in names:
            used[name] = _set_aside(engine, name, typed[name], [*derivation, *rejecting])
    for table in _INPUTS:
        engine.drop(table)
    return used, [*findings, *rejecting]


#: The records as accepted, before any is set aside; record_input has those of every dataset but the subjects.
_INPUTS = frozenset({*(f"{name}_input" for name in DATASETS), "record_input"})
_OF_A_RECORD = ("source_row", "record_key", "USUBJID")


def _typed(datasets: Mapping[str, Dataset]) -> dict[str, Accepted]:
    """Return every dataset typed by its contract, without records where the study does not have it."""
    typed: dict[str, Accepted] = {}
    problems: list[Problem] = []
    for name in DATASETS:
        try:
            typed[name] = (
                contract.accept(datasets[name].frame, name, datasets[name].source)
                if name in datasets
                else contract.absent(name)
            )
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return typed


def _set_aside(engine: Engine, name: str, accepted: Accepted, rejecting: list[pd.DataFrame]) -> Accepted:
    """Hold the records used as `name` and the rejected as `name_set_aside`; return what is used."""
    if accepted.frame.empty:
        for table in (name, f"{name}_set_aside"):
            engine.hold(table, accepted.frame, accepted.dates)
        return accepted
    found_here = (rows[(rows["dataset"] == name) & (rows["severity"] == "reject")]["source_row"] for rows in rejecting)
    rejected = accepted.frame["source_row"].isin(accepted.set_aside.union(*found_here))
    kept = accepted.frame[~rejected].reset_index(drop=True)
    engine.hold(name, kept, accepted.dates)
    engine.hold(f"{name}_set_aside", accepted.frame[rejected].reset_index(drop=True), accepted.dates)
    return replace(accepted, frame=kept)


def _load_settings(
    engine: Engine,
    definition: Definition,
    dictionaries: Dictionaries,
    accepted: Mapping[str, Accepted],
    subjects: Dataset,
) -> None:
    """Hold the settings as tables, and the values that conditions and summaries name as rows."""
    settings, adsl, adae = definition.settings, accepted["adsl"].frame, accepted["adae"].frame
    tables = setting_tables(settings, contract.collected(accepted))
    tables["demographic"] = demographic_table(settings, adsl, subjects)
    vital = settings.laboratory.extreme_values and not accepted["advs"].frame.empty
    tables |= vital_tables(wanted=vital)
    parameters = set(accepted["adlb"].frame["PARAMCD"].dropna())
    tables |= laboratory_tables(grading(settings), parameters, settings.dictionary.ctcae_next)
    tables["end_of_study_value"] = end_of_study_table(settings, adsl)
    for name, frame in tables.items():
        engine.hold(name, frame, contract.days(frame))
    graded = ctcae_tables(settings, adae)
    # Without recorded grades there is nothing to translate.
    version = graded["ctcae_version"]["version"].iloc[0] if len(graded["ctcae_term"]) else None
    graded["ctcae_translation"] = ctcae_translation(version, settings.dictionary.ctcae_next)
    for name, frame in {**graded, **dictionary_tables(dictionaries, adae)}.items():
        engine.hold(name, frame)
    engine.hold("codelist", codelists())
    engine.hold("adae_value", value_table("adae_value", adae, condition_variables(settings)))
    described = dict.fromkeys([*tables["demographic"]["variable"], settings.statistics.strata])
    engine.hold("adsl_value", value_table("adsl_value", adsl, [name for name in described if name]))
