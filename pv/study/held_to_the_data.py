"""Does the study file fit the data: each name, value, arm and parameter in it, as far as either can be judged."""

from collections.abc import Callable, Collection, Iterator, Mapping

from pv.contract import Accepted
from pv.load import Dataset
from pv.study.acceptance import typed_records
from pv.study.input.arms import check_arms
from pv.study.input.doses import check_doses
from pv.study.input.emergent_flag import check_flag
from pv.study.input.endpoints import check_endpoints
from pv.study.input.inputs import DATASETS, Doubtful
from pv.study.input.summaries import check_summaries
from pv.study.input.variables import check_numbers, check_variables
from pv.study.setting.definition import Definition
from pv.study.setting.mistakes import Mistakes
from pv.study.table.end_of_study import end_of_study_table
from pv.study.table.laboratory_tables import check_parameters, grading
from pv.study.terminology.dictionaries import Dictionaries
from pv.study.terminology.hierarchy_fill import with_columns_to_fill


def hold_to_the_data(
    definition: Definition,
    dictionaries: Dictionaries | None,
    accepted: Mapping[str, Accepted],
    datasets: Mapping[str, Dataset],
    *,
    doubtful: Mapping[str, Doubtful],
    mistakes: Mistakes,
) -> None:
    """Hold the study file to the data, and of datasets in doubt to what does not rest on what is wrong with them.

    Args:
        definition: the study file.
        dictionaries: what fills the levels of terms that events lack; None where they cannot be read.
        accepted: the accepted records; none where the subjects are in doubt.
        datasets: as read, those that can be used.
        doubtful: those of which the study file names columns that are not there.
        mistakes: gets every problem.
    """
    in_doubt = {name: one.dataset for name, one in doubtful.items() if name in DATASETS}
    unknown = frozenset[str]().union(*(one.columns for one in doubtful.values()))
    known = dict(accepted)
    untyped = {name: dataset for name, dataset in datasets.items() if name not in accepted} | in_doubt
    if untyped:
        meddra = dictionaries or Dictionaries()
        filled = with_columns_to_fill(untyped, meddra.meddra)
        typed = mistakes.of(lambda: typed_records(filled, meddra)[0], unknown) or {}
        known |= {name: one for name, one in typed.items() if name in untyped or name not in accepted}
    for hold in _held(definition, known, datasets, in_doubt) if known else ():
        mistakes.of(hold, unknown)


def _held(
    definition: Definition,
    known: Mapping[str, Accepted],
    datasets: Mapping[str, Dataset],
    in_doubt: Collection[str],
) -> Iterator[Callable[[], object]]:
    """Yield what holds the study file to the data, but for what rests on a part of it that is wrong by itself."""
    settings, doubt = definition.settings, definition.content.doubt
    adsl, adae = known["adsl"], known["adae"]
    whole = "adsl" not in in_doubt
    if whole and "adae" in datasets and not doubt.of("treatment_emergent"):
        yield lambda: check_flag(settings, adae, datasets["adae"])
    yield lambda: check_variables(settings, adsl, adae if "adae" in {*datasets, *in_doubt} else None)
    yield lambda: check_numbers(settings, adsl)
    yield lambda: check_endpoints(settings, adsl, known["adtte"], known["adrs"])
    yield lambda: check_doses(settings, known["adex"])
    yield lambda: check_summaries(settings, adsl, known["adex"])
    if settings.population.end_of_study in adsl.present:
        yield lambda: end_of_study_table(settings, adsl.frame)
    if whole and not doubt.of("arm.name", "population"):
        yield lambda: check_arms(settings, adsl.frame, datasets["adsl"])
    yield lambda: check_parameters(grading(settings), set(known["adlb"].frame["PARAMCD"].dropna()))
