"""The engines that there are, by name."""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from pv.engine.engine import Engine
from pv.engine.limits import Limits
from pv.errors import Problem, SettingError, as_given, nearest

#: What opens an empty database: called with what hears of the tables made, and with what it may take.
Opening = Callable[[Callable[[int], None] | None, Limits], Engine]

ENGINES = ("duckdb", "spark")


def engine_named(name: str) -> Opening:
    """Return what opens an engine.

    Raises:
        SettingError: there is no such engine, the nearest is named; or what it needs is not installed.
    """
    if name not in ENGINES:
        raise SettingError(Problem("there is no such engine", as_given(name), nearest(name, ENGINES)))
    if name == "duckdb":
        return Engine
    session = import_module("pv.engine.spark_session").spark_session()
    return partial(import_module("pv.engine.spark").SparkEngine, session)
