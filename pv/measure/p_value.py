"""The tests of equal risks that a study can choose, by the names of `[statistics]`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pv import stats
from pv.stats.interval import FloatArray

#: Subjects with the event and subjects of both arms -> the p-value.
Test = Callable[[FloatArray, FloatArray, FloatArray, FloatArray], FloatArray]

RISK_TESTS: Mapping[str, Test] = MappingProxyType(
    {
        "fisher_exact": stats.fisher_exact,
        "pearson_chisq": stats.pearson_chisq,
        "pearson_chisq_yates": stats.pearson_chisq_yates,
        "risk_difference_test": stats.risk_difference_test,
    }
)
#: The same within strata, along the last axis.
STRATIFIED_RISK_TESTS: Mapping[str, Test] = MappingProxyType({"cmh_cc": stats.cmh_cc, "cmh": stats.cmh})
