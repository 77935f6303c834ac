"""Tables derived on Spark: the rows that DuckDB gives, by the same SQL files; and what is said without Spark."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import duckdb
import pandas as pd
import pytest
import sqlglot

import pilot
import pv
from command import refused
from pv.api import Study
from pv.engine import in_order
from pv.engine.spark import SparkEngine
from pv.engine.spark_sql import spark_sql
from pv.study.input.fetched import at_hand
from pv.study.input.inputs import data_folder
from pv.study.setting.given import given_study

ARM = [{"name": "Drug", "role": "investigational"}]
MISSING = ["pyspark"] * (find_spec("pyspark") is None) + ["Java"] * (which("java") is None)
ON_SPARK = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {' and '.join(MISSING)}")

#: One core, and no more than the first compiler of the JVM: a test runs its plans once.
SUBMIT = (
    "--master local[1] --driver-java-options -XX:TieredStopAtLevel=1 --conf spark.sql.shuffle.partitions=1"
    " --conf spark.sql.adaptive.enabled=false --conf spark.sql.codegen.wholeStage=false"
    " --conf spark.sql.codegen.factoryMode=NO_CODEGEN --conf spark.ui.enabled=false"
    " --conf spark.ui.showConsoleProgress=false --conf spark.log.level=ERROR pyspark-shell"
)


@pytest.fixture(scope="module")
def on_spark() -> Iterator[Study]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_SUBMIT_ARGS", SUBMIT)
        with pv.open_study("cdisc-pilot", engine="spark") as study:
            yield study
        import_module("pyspark.sql").SparkSession.getActiveSession().stop()


def engine_of(study: Study) -> SparkEngine:
    """Return the engine of a study on Spark."""
    engine = study._built.engine
    assert isinstance(engine, SparkEngine)
    return engine


@ON_SPARK
@pytest.mark.filterwarnings("ignore:PySpark does not yet:FutureWarning")
@pytest.mark.parametrize("table", ["incidence", "exposure_adjusted_rate"])
def test_spark_gives_the_rows_of_duckdb(on_spark: Study, table: str) -> None:
    pd.testing.assert_frame_equal(on_spark.table(table), pilot.study().table(table), rtol=1e-12)
    assert "first_event" in engine_of(on_spark)._away, "no record came back"


@ON_SPARK
@pytest.mark.parametrize("expression", ["upper('Fuß')", "7 / 365.25", "1.5 * 3 / 7"])
def test_what_differs_between_the_two_is_translated(on_spark: Study, tmp_path: Path, expression: str) -> None:
    query = f"select {expression} as value"
    (tmp_path / "one.sql").write_text(query, encoding="utf-8")
    found = engine_of(on_spark)._session.sql(spark_sql(str(tmp_path / "one.sql"))).toArrow()
    assert found.to_pylist() == [{"value": duckdb.execute(query).fetchall()[0][0]}]


@ON_SPARK
@pytest.mark.filterwarnings("ignore:PySpark does not yet:FutureWarning")
def test_data_at_a_url_are_copied_by_spark(on_spark: Study, tmp_path: Path) -> None:
    rows = pd.DataFrame({"USUBJID": ["S-01", "S-02"], "AGE": [41.0, 52.0]})
    rows.to_parquet(tmp_path / "adsl.parquet")
    definition = given_study({"study": {"id": "S", "title": "S"}, "arm": ARM, "data": {"folder": tmp_path.as_uri()}})
    with at_hand(definition, engine_of(on_spark)) as local:
        folder = data_folder(local)
        assert [file.name for file in folder.iterdir()] == ["adsl.parquet"]
        pd.testing.assert_frame_equal(pd.read_parquet(folder / "adsl.parquet"), rows)
    assert not folder.exists()


def test_a_url_is_read_by_spark_alone() -> None:
    study = {"study": {"id": "S", "title": "S"}, "arm": ARM, "data": {"folder": "s3a://bucket/study"}}
    with pytest.raises(pv.SettingError, match=r"^key data.folder: 's3a://bucket/study' is a URL, which Spark alone "):
        pv.open_study(study)


@pytest.mark.parametrize("path", [path for folder in ("derive", "measure") for path in in_order(f"sql/{folder}")])
def test_no_number_is_a_decimal_and_no_sum_is_ordered(path: str) -> None:
    tree = sqlglot.parse_one(spark_sql(path), dialect="spark")
    numbers = [number.name for number in tree.find_all(sqlglot.exp.Literal) if not number.is_string]
    assert [number for number in numbers if "." in number] == []
    sums = tree.find_all(sqlglot.exp.Sum, sqlglot.exp.Avg, sqlglot.exp.StddevSamp)
    assert not any(total.find(sqlglot.exp.Order) for total in sums)


def test_an_engine_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(pv.SettingError, match=r"^sparc: there is no such engine \(did you mean 'spark'\?"):
        pv.open_study("cdisc-pilot", engine="sparc")


def test_without_pyspark_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(import_module("sys").modules, "pyspark.sql", None)
    said = refused("build", "cdisc-pilot", "--engine", "spark", "--out", tmp_path / "results")
    assert said == 'error: Spark needs pyspark, which is not installed (pip install "pv-safety[spark]")\n'


@pytest.mark.skipif(find_spec("pyspark") is None, reason="not installed: pyspark")
def test_without_java_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.delenv("SPARK_REMOTE", raising=False)
    said = refused("build", "cdisc-pilot", "--engine", "spark", "--out", tmp_path / "results")
    assert said.startswith(f"error: JAVA_HOME={tmp_path}: Spark needs Java, which is not found (install Java 17")


def test_spark_writes_one_folder_of_results(tmp_path: Path) -> None:
    said = refused("build", "cdisc-pilot", "--engine", "spark", "--parquet", tmp_path)
    assert said.startswith(
        "error: --engine spark: Spark gives the results as Parquet files in one folder (--out FOLDER"
    )
