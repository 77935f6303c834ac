"""The SDTM files of the pilot, which are beside the repository, as studies of their own."""

from functools import cache
from pathlib import Path

import pandas as pd

import pilot
import places
import pv
from pv.api import Study
from pv.load import read_dataset

SHARED = places.SHARED / "data" / "cdisc-pilot"


def opened(folder: Path, *, events: str, emergent: str, treatment: str, more: str = "") -> Study:
    """Return the study with `events` as AE; `more` are further keys of [data], `emergent` the rule."""
    arms = "".join(
        f'[[arm]]\nname = "{arm}"\nrole = "{"comparator" if arm == "Placebo" else "investigational"}"\n'
        for arm in pilot.ARMS
    )
    file = folder / "study.toml"
    file.write_text(
        f'[study]\nid = "CDISCPILOT01"\ntitle = "Pilot from SDTM"\n[data]\nstandard = "sdtm"\nfolder = "{SHARED}"\n'
        f'ae = "{events}"\n{more}[population]\ntreatment = "{treatment}"\n[treatment_emergent]\n{emergent}\n'
        f'[relationship]\nrelated = ["PROBABLE", "POSSIBLE"]\nnot_related = ["REMOTE", "NONE"]\n{arms}',
        encoding="utf-8",
    )
    return pv.open_study(file)


@cache
def domain(name: str) -> pd.DataFrame:
    """Return a file of the pilot."""
    return read_dataset(SHARED / f"{name}.xpt").frame


@cache
def laboratory() -> pd.DataFrame:
    """Return the measured results of the pilot's ADaM turned back into LB, in the order in which two files have them.

    `row` is the place of the result in adlbhy.xpt, `file` the part of LB.
    """
    adlb = read_dataset(SHARED / "adlbhy.xpt").frame.assign(row=lambda frame: range(1, len(frame) + 1))
    adlb = adlb[adlb["PARAMCD"].isin(["ALT", "AST", "BILI"])]
    unit = adlb["PARAM"].str.extract(r"^(?P<LBTEST>.*) \((?P<LBSTRESU>.*)\)$")
    lb = adlb[["STUDYID", "USUBJID", "VISIT", "VISITNUM", "row"]].assign(
        LBSEQ=adlb.groupby("USUBJID").cumcount() + 1,
        LBTESTCD=adlb["PARAMCD"],
        **unit,
        LBCAT="CHEMISTRY",
        LBSPEC="SERUM",
        LBSTRESN=adlb["AVAL"],
        LBSTNRLO=adlb["A1LO"],
        LBSTNRHI=adlb["A1HI"],
        LBBLFL=adlb["ABLFL"],
        LBDTC=adlb["ADT"].dt.strftime("%Y-%m-%dT08:30"),
        file=adlb["PARAMCD"].map({"ALT": "lbch", "AST": "lbch", "BILI": "lbhe"}),
    )
    return lb.sort_values("file", kind="stable", ignore_index=True)
