"""Tables that are joined as written: the records stay in the order of the file, and the planning is as it was."""

import pilot
from pv.contract.grain import grain
from pv.engine import in_order
from pv.engine.sql_file import is_joined_as_written

FILES = [path for path in in_order("sql/derive") if is_joined_as_written(path)]


def test_records_that_are_joined_as_written_stay_in_the_order_of_the_file() -> None:
    engine = pilot.study()._built.engine
    before = engine.connection.execute("select current_setting('disabled_optimizers')").fetchall()
    for name in ("event_fact", "emergent", "adverse_event", "event_key"):
        assert f"sql/derive/{name}.sql" in FILES
        rows = engine.ordered(name, grain(name)).select("source_row").fetchall()
        assert len(rows) > 0
        assert rows == sorted(rows)
    assert engine.connection.execute("select current_setting('disabled_optimizers')").fetchall() == before
