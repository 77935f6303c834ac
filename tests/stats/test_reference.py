"""The sample of reference values is used whole, but for what it calls information."""

import pytest

import reference
from pv.stats import METHODS

#: Other weights than those asked for: ratesci's and metalite's variants, and Wilson weights found by iteration.
NOT_OURS = {"rd_mn_ss", "rd_mn_equal", "ird_mh", "rd_strat_newcombe_wilson_h"}


@pytest.mark.skipif(not reference.SAMPLE.is_file(), reason="the sample is not here")
def test_every_method_of_the_sample_is_known() -> None:
    known = {name for table in METHODS.values() for name in table}
    found = {row.method for row in reference.all_rows()}
    assert found - known == NOT_OURS
    assert len(reference.all_rows()) == 345
