"""The part of a dictionary that a study needs: a licensed dictionary is not copied whole into the study's database."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from pv.load.meddra import Meddra
from pv.study.terminology.smq import LOWEST, PREFERRED, families


def extract(meddra: Meddra, adae: pd.DataFrame, queries: Collection[int], names: Collection[str]) -> Meddra:
    """Return a version of MedDRA with the terms of the events, where they belong, and the queries that are counted.

    Every class stays, for their order, and one path to each term that is named. What else is left out no event is
    coded with, and no counted query needs.

    Args:
        meddra: the version.
        adae: the events.
        queries: codes of the standardised queries that are counted.
        names: terms, in upper case, that the study file and its file of queries name.
    """
    llt = _recorded(meddra.llt, adae, "llt", "AELLT", "AELLTCD") | _lowest_instead(meddra, adae)
    coded = _recorded(meddra.pt, adae, "pt", "AEDECOD", "AEPTCD")
    coded |= meddra.pt["pt_code"].isin(meddra.llt.loc[llt, "pt_code"])
    looked_for = meddra.pt["pt_name"].str.upper().isin(list(names))
    paths = meddra.hierarchy["pt_code"].isin(meddra.pt.loc[coded, "pt_code"]) | _one_path(meddra.hierarchy, names)
    hierarchy = meddra.hierarchy[paths]
    hlt = _recorded(meddra.hlt, adae, "hlt", "AEHLT", "AEHLTCD")
    hlgt = _recorded(meddra.hlgt, adae, "hlgt", "AEHLGT", "AEHLGTCD")
    family = {code for members in families(meddra, queries).values() for code in members}
    return replace(
        meddra,
        llt=_rows(meddra.llt, llt),
        pt=_rows(meddra.pt, coded | looked_for),
        hlt=_rows(meddra.hlt, hlt | meddra.hlt["hlt_code"].isin(hierarchy["hlt_code"])),
        hlgt=_rows(meddra.hlgt, hlgt | meddra.hlgt["hlgt_code"].isin(hierarchy["hlgt_code"])),
        hierarchy=hierarchy.reset_index(drop=True),
        smq=_rows(meddra.smq, meddra.smq["smq_code"].isin(family)),
        smq_content=_content(meddra, family, set(meddra.llt.loc[llt, "llt_code"])),
    )


def extract_next(following: Meddra, needed: Meddra) -> pd.DataFrame:
    """Return where another version has the lowest level and preferred terms that the events are coded with.

    A preferred term is a lowest level term as well. Columns: llt_code, pt_code, pt_name, soc_code and soc_name (of the
    primary class), version.

    Args:
        following: the other version.
        needed: the extract of the study's own version.
    """
    codes = {*needed.llt["llt_code"], *needed.hierarchy["pt_code"]}
    terms = following.pt.merge(following.soc[["soc_code", "soc_name"]], on="soc_code")
    kept = _rows(following.llt, following.llt["llt_code"].isin(codes))
    return kept[["llt_code", "pt_code"]].merge(terms, on="pt_code").assign(version=following.version)


def _content(meddra: Meddra, queries: Collection[int], llt_codes: Collection[int]) -> pd.DataFrame:
    """Return the content of queries without the lowest level terms that neither define a query nor are recorded.

    A lowest level term defines a query where its preferred term is not in it.
    """
    content = meddra.smq_content[meddra.smq_content["smq_code"].isin(list(queries))]
    preferred = content.loc[content["term_level"] == PREFERRED, ["smq_code", "term_code"]]
    owner = content["term_code"].map(meddra.llt.set_index("llt_code")["pt_code"])
    listed = pd.MultiIndex.from_arrays([content["smq_code"], owner]).isin(pd.MultiIndex.from_frame(preferred))
    redundant = (content["term_level"] == LOWEST) & listed & ~content["term_code"].isin(list(llt_codes))
    return _rows(content, ~redundant)


def _one_path(hierarchy: pd.DataFrame, names: Collection[str]) -> "pd.Series[bool]":
    """Return the first path to each of the names, which may be of any level."""
    kept = pd.Series(data=False, index=hierarchy.index)
    for column in ("pt_name", "hlt_name", "hlgt_name", "soc_name"):
        name = hierarchy[column].str.upper()
        kept |= name.isin(list(names)) & ~name.duplicated()
    return kept


def _lowest_instead(meddra: Meddra, adae: pd.DataFrame) -> "pd.Series[bool]":
    """Return which lowest level terms stand in AEDECOD or AEPTCD, where a preferred one is expected."""
    names = set(adae["AEDECOD"].dropna().str.upper()) - set(meddra.pt["pt_name"].str.upper())
    codes = set(adae["AEPTCD"].dropna()) - set(meddra.pt["pt_code"])
    return meddra.llt["llt_name"].str.upper().isin(list(names)) | meddra.llt["llt_code"].isin(list(codes))


def _recorded(terms: pd.DataFrame, adae: pd.DataFrame, level: str, name: str, code: str) -> "pd.Series[bool]":
    """Return which terms of a level an event names or has the code of."""
    named = terms[f"{level}_name"].str.upper().isin(adae[name].dropna().str.upper().unique())
    return named | terms[f"{level}_code"].isin(adae[code].dropna().unique())


def _rows(frame: pd.DataFrame, kept: "pd.Series[bool]") -> pd.DataFrame:
    return frame[kept].reset_index(drop=True)
