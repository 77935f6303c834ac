"""The settings of a study as tables of its database, with the values that conditions and summaries name."""

from collections.abc import Mapping

from pv import contract
from pv.contract import Accepted
from pv.contract.named_checks import codelists
from pv.engine import Engine
from pv.load import Dataset
from pv.study.setting.definition import Definition
from pv.study.table.ctcae import ctcae_tables
from pv.study.table.ctcae_translation import ctcae_translation
from pv.study.table.demographics import demographic_table
from pv.study.table.dictionary_tables import dictionary_tables
from pv.study.table.dosing_tables import dosing_tables
from pv.study.table.end_of_study import end_of_study_table
from pv.study.table.endpoint_tables import endpoint_tables, endpoint_variables
from pv.study.table.event_profile import profile_tables
from pv.study.table.laboratory_tables import grading, laboratory_tables
from pv.study.table.setting_tables import condition_variables, setting_tables
from pv.study.table.subject_range import ranges, subject_range
from pv.study.table.summary_tables import parameter_labels, summary_tables, summary_variables
from pv.study.table.unpivot import value_table
from pv.study.table.vital_tables import vital_tables
from pv.study.terminology.dictionaries import Dictionaries


def hold_settings(
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
    signs, ecgs = (not accepted[name].frame.empty for name in ("advs", "adeg"))
    tables |= vital_tables(measured=signs or ecgs, bounds=signs and settings.laboratory.extreme_values)
    parameters = set(accepted["adlb"].frame["PARAMCD"].dropna())
    tables |= laboratory_tables(grading(settings), parameters, settings.dictionary.ctcae_next)
    tables["end_of_study_value"] = end_of_study_table(settings, adsl)
    tables |= endpoint_tables(settings)
    tables |= dosing_tables(settings, accepted["adex"].frame)
    tables |= summary_tables(settings, {**parameter_labels(accepted["adex"]), **subjects.labels})
    for name, frame in tables.items():
        engine.hold(name, frame, contract.days(frame))
    graded = ctcae_tables(settings, adae)
    # Without recorded grades there is nothing to translate.
    version = graded["ctcae_version"]["version"].iloc[0] if len(graded["ctcae_term"]) else None
    graded["ctcae_translation"] = ctcae_translation(version, settings.dictionary.ctcae_next)
    for name, frame in {**graded, **dictionary_tables(dictionaries, adae)}.items():
        engine.hold(name, frame)
    engine.hold("codelist", codelists())
    engine.hold("subject_range", subject_range(len(adsl)))
    engine.ranges = ranges(len(adae))
    for name, frame in profile_tables(adae, condition_variables(settings)).items():
        engine.hold(name, frame)
    described = dict.fromkeys(
        [
            *tables["demographic"]["variable"],
            settings.statistics.strata,
            *endpoint_variables(settings),
            *summary_variables(settings),
        ]
    )
    engine.hold("adsl_value", value_table("adsl_value", adsl, [name for name in described if name]))
