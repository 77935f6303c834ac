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
    """The dictionaries and versions the data were coded with, and queries of their terms; paths from the study file.

    `meddra_folder` is the folder MedAscii of the user's own distribution, `meddra_next_folder` that of a version to
    compare with. `smq` names standardised queries by code or name, or is "all". `queries` is a CSV file with the
    columns fmq, pt and category (Narrow or Broad), such as the FDA medical queries. `ctcae_next` is a version of CTCAE
    to compare the grades with.
    """

    meddra: str | None = None
    meddra_folder: Name | None = None
    meddra_next_folder: Name | None = None
    smq: Annotated[tuple[Annotated[str, BeforeValidator(_query)], ...], BeforeValidator(_several)] = ()
    smq_scope: Annotated[tuple[Literal["narrow", "broad", "algorithm"], ...], Field(min_length=1)] = (
        "narrow",
        "broad",
        "algorithm",
    )
    queries: Name | None = None
    queries_version: Name | None = None
    ctcae: str | None = None
    ctcae_next: Literal["4.03", "5.0", "6.0"] | None = None
