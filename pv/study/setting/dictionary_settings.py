"""What a study file says of its dictionaries, and of queries of their terms."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from pv.study.setting.model import Name, Part

#: What people write before a version of MedDRA.
_BEFORE_VERSION = re.compile(r"\s*(?:meddra)?\s*(?:version|v)?\s*", re.IGNORECASE)


def plain_version(version: str) -> str:
    """Return a version of MedDRA without what people write around it: 'MedDRA v27.1' is 27.1."""
    return _BEFORE_VERSION.sub("", version, count=1).strip()


def _query(value: object) -> str:
    """Return the code or name of a query as text; a code may be written as a number.

    Raises:
        PydanticCustomError: it is neither.
    """
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text:
        raise PydanticCustomError("query", "it must be the code or the name of a query, or 'all'")
    return text


def _several(value: object) -> tuple[object, ...]:
    """Return a list of queries as it is, and what stands alone as a list of one."""
    return value if isinstance(value, tuple) else (value,)


class DictionaryPart(Part):
    """The dictionaries and versions that the data were coded with, and queries of their terms.

    Paths are from the study file. MedDRA itself is licensed: the folder is that of your own distribution.
    """

    meddra: str | None = Field(
        default=None, description="The version of MedDRA, stated in every footnote.", examples=["27.1"]
    )
    meddra_folder: Name | None = Field(
        default=None,
        description="The folder MedAscii of that version: codes and names are checked by it, a missing hierarchy is "
        "filled. The database of the study then holds its terms, for licence holders only.",
        examples=["MedDRA_27_1_English/MedAscii"],
    )
    meddra_next_folder: Name | None = Field(
        default=None,
        description="The folder MedAscii of another version: what would change (table `meddra_change`).",
        examples=["MedDRA_28_0_English/MedAscii"],
    )
    smq: Annotated[tuple[Annotated[str, BeforeValidator(_query)], ...], BeforeValidator(_several)] = Field(
        default=(),
        description='Standardised MedDRA queries to be counted, by name or code, or "all".',
        examples=[("Haemorrhages (SMQ)",)],
    )
    smq_scope: Annotated[tuple[Literal["narrow", "broad", "algorithm"], ...], Field(min_length=1)] = Field(
        default=("narrow", "broad", "algorithm"),
        description="How they are counted: narrow terms, broad and narrow terms, or by their algorithm.",
    )
    queries: Name | None = Field(
        default=None,
        description="A CSV file of other queries, such as the FDA medical queries, with the columns fmq, pt and "
        "category (Narrow or Broad).",
        examples=["fmq.csv"],
    )
    queries_version: Name | None = Field(
        default=None,
        description="The version of these queries; by default the name of the file.",
        examples=["2024-01"],
    )
    ctcae: str | None = Field(
        default=None,
        description="The version of CTCAE of the recorded grades; of 6.0, 5.0 and 4.03, they are held to the grades "
        "that the term has.",
        examples=["5.0"],
    )
    ctcae_next: Literal["4.03", "5.0", "6.0"] | None = Field(
        default=None,
        description="Another version of CTCAE: which grades would differ (table `ctcae_change`).",
        examples=["6.0"],
    )
