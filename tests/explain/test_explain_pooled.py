"""A subject and an event are told to be in the pooled arms too, and in no other."""

import pooled_study
from pooled_study import DATA_ARMS, OVERLAPPING, POOL, TOTAL

#: Arm of the data -> where its subjects are counted too, by what the study file pools.
ALSO = {"Low": (POOL, OVERLAPPING, TOTAL), "High": (POOL, TOTAL), "Control": (OVERLAPPING, TOTAL)}


def test_a_subject_is_counted_in_its_arm_and_in_the_pooled_arms_that_have_it() -> None:
    study = pooled_study.pooled()
    subjects = study.table("subject").groupby("arm")["USUBJID"].first()
    assert set(subjects.index) == set(DATA_ARMS)
    for arm, usubjid in subjects.items():
        (told,) = [fact.text for fact in study.explain(usubjid).facts if fact.topic == "arm"]
        assert told.endswith(f"; counted in {', '.join(sorted(ALSO[str(arm)]))} too")


def test_an_event_is_counted_in_them_too_where_the_study_has_any() -> None:
    study = pooled_study.pooled()
    event = study.table("adverse_event").sort_values(["USUBJID", "AESEQ"]).iloc[0]
    texts = [fact.text for fact in study.explain(event["USUBJID"], event["AESEQ"]).facts if fact.topic == "population"]
    assert texts == [f"analysed in {event['arm']}; counted in {', '.join(sorted(ALSO[event['arm']]))} too"]
    plain = pooled_study.plain()
    texts = [fact.text for fact in plain.explain(event["USUBJID"], event["AESEQ"]).facts if fact.topic == "population"]
    assert texts == [f"analysed in {event['arm']}"]
