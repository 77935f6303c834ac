"""Import Pandera without PySpark, which it would load and set up wherever it is installed."""

import os
import sys
from importlib import import_module

_LOADED = "pyspark.pandas"
_ADDRESS = "SPARK_LOCAL_IP"


def import_pandera() -> None:
    """Import Pandera, and leave PySpark and the surroundings as they are.

    It would wait for PySpark, let it change how pandas is subscripted, and set the address of Spark to this machine,
    where no cluster finds it.
    """
    modules, address = sys.modules, os.environ.get(_ADDRESS)
    loaded = modules.get(_LOADED)
    modules[_LOADED] = loaded  # type: ignore[assignment]  # None: not to be found
    try:
        import_module("pandera.pandas")
    finally:
        if loaded is None:
            del modules[_LOADED]
        if address is None:
            os.environ.pop(_ADDRESS, None)
