"""The Spark session that tables are derived on: of a cluster that the surroundings name, or of this machine."""

import os
import warnings
from importlib import import_module
from pathlib import Path
from shutil import which
from typing import Any

from pv.errors import Problem, SettingError

#: Set where a JVM runs elsewhere: by who uses Spark Connect, and by spark-submit.
_ELSEWHERE = ("SPARK_REMOTE", "PYSPARK_GATEWAY_PORT")

#: PySpark says so of its own interface of pandas; tables go to Spark and come back as Arrow has them.
_NOT_OURS = "PySpark does not yet fully support pandas"


def spark_session() -> Any:  # noqa: ANN401  # classic, or of Spark Connect
    """Return a SparkSession: the active one, that of SPARK_REMOTE or of spark-submit, else one on this machine.

    Raises:
        SettingError: PySpark or Java is not installed.
    """
    warnings.filterwarnings("ignore", _NOT_OURS, FutureWarning)
    try:
        sql = import_module("pyspark.sql")
    except ModuleNotFoundError:
        right = 'pip install "pv-safety[spark]"'
        raise SettingError(Problem("Spark needs pyspark, which is not installed", expected=right)) from None
    builder = sql.SparkSession.builder.appName("pv-safety")
    if not any(os.environ.get(name) for name in _ELSEWHERE):
        _require_java()
        if "PYSPARK_SUBMIT_ARGS" not in os.environ:  # who sets it decides
            builder = builder.config(map=_here())
    return builder.getOrCreate()


def _here() -> dict[str, str]:
    """Return the settings of a session on this machine: a task a core, and nobody looks at it from outside."""
    return {
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": str(os.cpu_count()),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if which("java", path=str(Path(home, "bin"))) if home else which("java"):
        return
    place = f"JAVA_HOME={home}" if home else ""
    right = "install Java 17 or later (Debian: openjdk-17-jre-headless), or set SPARK_REMOTE to a cluster"
    raise SettingError(Problem("Spark needs Java, which is not found", place, right))
