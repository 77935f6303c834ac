"""Which deaths, serious and fatal events the later of two cuts counts and the earlier does not, told by hand."""

from pathlib import Path

from pv.difference import compare
from pv.engine import NO_LIMITS
from small_cuts import SERIOUS, looked_at
from small_study import CONTROL, Row, events, small_study, subjects

FATAL: Row = {"AEOUT": "FATAL"}
DEAD: Row = {"DTHFL": "Y", "DTHDT": "2020-01-18"}


def test_what_the_old_cut_counts_in_another_arm_or_under_another_number_is_not_newly_counted(tmp_path: Path) -> None:
    # U1 dies of a serious event in both cuts and moves to the other arm; U2's fatal event is serious now; the numbers
    # of U3's two events are swapped; U4 has a serious event again, from the same day, and the first is graded now.
    people = [DEAD, DEAD, {}, {}, CONTROL]
    nausea: Row = {"USUBJID": "U3", "AEDECOD": "Nausea", "AETERM": "Nausea"}
    fourth: Row = {"USUBJID": "U4", "AESEQ": 1, **SERIOUS}
    same = [{**SERIOUS, **FATAL}, {"USUBJID": "U3", **SERIOUS}, nausea]
    before = events(*same, {"USUBJID": "U2", **FATAL}, fourth)
    after = events(
        same[0],
        {**same[1], "AESEQ": 3},
        {**nausea, "AESEQ": 2},
        {"USUBJID": "U2", **SERIOUS, **FATAL},
        {**fourth, "AETOXGR": "2"},
        {**fourth, "AESEQ": 2},
    )
    old = small_study(tmp_path, subjects(*people), before.assign(AETOXGR="1"))
    moved = subjects({**DEAD, "TRT01A": "Control"}, *people[1:])
    new = small_study(tmp_path, moved, after.assign(AETOXGR=after["AETOXGR"].fillna("1")))
    found = compare(looked_at(old), looked_at(new), NO_LIMITS)
    told = found.newly_counted[["kind", "USUBJID", "AESEQ", "change"]]
    assert {*told.itertuples(index=False, name=None)} == {
        ("Serious adverse event", "U2", 4, "changed"),
        ("Serious adverse event", "U4", 2, "new"),
    }
    # The other way round nothing is newly counted: fatal is fatal, and the second event is gone.
    back = compare(looked_at(new), looked_at(old), NO_LIMITS)
    assert back.newly_counted.empty
