"""Random dictionaries and random coded events: small worlds in which a count by force is easy."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pandas as pd

from pv.contract import absent
from pv.engine import Engine
from pv.load.meddra import Meddra
from pv.study.table.dictionary_tables import dictionary_tables
from pv.study.terminology.dictionaries import Dictionaries
from pv.study.terminology.hierarchy_fill import fill_hierarchy
from pv.study.terminology.queries import Query
from pv.study.terminology.smq import chosen_codes

CLASSES = {1: "Class one", 2: "Class two", 3: "Class three"}
SCOPES = ("narrow", "broad", "algorithm")


@dataclass(frozen=True)
class Expression:
    """An algorithm: a category or a sum of weights, else parts with one word, 'and' or 'or', between them."""

    text: str
    word: str | None = None
    parts: tuple["Expression", ...] = ()


@dataclass(frozen=True)
class Content:
    """A row of a query's content."""

    query: int
    term: int
    level: int
    scope: int
    category: str
    weight: int


@dataclass(frozen=True)
class World:
    """A dictionary: code -> name and class of a preferred term, name and owner of a lowest level term, and queries."""

    pt: dict[int, tuple[str, int]]
    llt: dict[int, tuple[str, int]]
    algorithms: dict[int, Expression | None]
    inactive: frozenset[int]
    content: tuple[Content, ...]


def world(random: Random) -> World:
    """Return a dictionary of up to 8 preferred terms and 6 queries, some below others, some of them not active."""
    pt = {100 + place: (f"Term {letter}", random.choice([*CLASSES])) for place, letter in enumerate("abcdefgh")}
    pt = dict(random.sample([*pt.items()], random.randint(3, 8)))
    llt = {code: (name, code) for code, (name, _) in pt.items()}
    llt |= {1000 + 10 * code + n: (f"{pt[code][0]} low {n}", code) for code in pt for n in range(random.randint(0, 2))}
    queries = range(1, random.randint(2, 7))
    content = [
        Content(query, other, 0, 0, "S", 0) for query in queries for other in queries if below(random, query, other)
    ]
    for level, terms, share in ((4, pt, 0.4), (5, llt, 0.2)):
        content += [
            Content(query, term, level, random.choice([1, 2]), random.choice("ABCD"), random.randint(0, 4))
            for query in queries
            for term in terms
            if random.random() < share
        ]
    algorithms = {query: expression(random, 3) if random.random() < 0.6 else None for query in queries}
    inactive = frozenset(query for query in queries if random.random() < 0.1)
    return World(pt, llt, algorithms, inactive, tuple(content))


def below(random: Random, query: int, other: int) -> bool:
    """Return whether a query has another below it: only one with a higher number."""
    return other > query and random.random() < 0.35


def expression(random: Random, depth: int) -> Expression:
    """Return an algorithm."""
    if depth == 0 or random.random() < 0.3:
        return Expression(random.choice([*"ABCD", "sum of weights > 3", "sum of weights >= 1"]))
    word = random.choice(["and", "or", "AND"])
    parts = tuple(expression(random, depth - 1) for _ in range(random.randint(2, 3)))
    return Expression(f"({f' {word} '.join(part.text for part in parts)})", word.lower(), parts)


def meddra(of: World, version: str = "1.0") -> Meddra:
    """Return a dictionary as it is read; every preferred term has one path."""
    smq = [
        (code, f"Q{code} (SMQ)", 1, code not in of.inactive, algorithm.text if algorithm else None)
        for code, algorithm in of.algorithms.items()
    ]
    content = [(row.query, row.term, row.level, row.scope, row.category, row.weight) for row in of.content]
    paths = [(code, 11, 12, soc, name, "H", "G", CLASSES[soc], True) for code, (name, soc) in of.pt.items()]
    return Meddra(
        version,
        Path(),
        llt=frame("llt_code llt_name pt_code current", [(c, n, p, True) for c, (n, p) in of.llt.items()]),
        pt=frame("pt_code pt_name soc_code", [(code, name, soc) for code, (name, soc) in of.pt.items()]),
        hlt=frame("hlt_code hlt_name", [(11, "H")]),
        hlgt=frame("hlgt_code hlgt_name", [(12, "G")]),
        soc=frame("soc_code soc_name soc_abbrev soc_order", [(c, name, name[-3:], c) for c, name in CLASSES.items()]),
        hierarchy=frame("pt_code hlt_code hlgt_code soc_code pt_name hlt_name hlgt_name soc_name primary_path", paths),
        smq=frame("smq_code smq_name smq_level active algorithm", smq).astype({"algorithm": "str", "active": "bool"}),
        smq_content=frame("smq_code term_code term_level term_scope category weight", content),
        sha256={},
    )


def frame(columns: str, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Return a frame whose columns of numbers are int64, even without rows."""
    table = pd.DataFrame(rows, columns=columns.split())
    numbers = ("_code", "_level", "_scope", "weight", "_order")
    kinds = {name: "int64" for name in columns.split() if name.endswith(numbers)}
    return table.astype(kinds | {name: "str" for name in columns.split() if name.endswith(("_name", "category"))})


def events(random: Random, of: World) -> pd.DataFrame:
    """Return events of up to 12 subjects in two arms, coded by name, by code, by both, wrongly, or not at all."""
    rows = []
    for subject in range(random.randint(1, 12)):
        for _ in range(random.randint(0, 5)):
            llt, (llt_name, owner) = random.choice([*of.llt.items()])
            pt = owner if random.random() < 0.85 else random.choice([*of.pt])
            spelled = random.choice((str.upper, str.lower, str.title))
            by_name, by_code = random.random() < 0.7, random.random() < 0.4
            name = spelled(of.pt[pt][0]) if random.random() < 0.85 else "Unknown"
            rows.append(
                {
                    "USUBJID": f"S{subject}",
                    "arm": "Drug" if subject % 2 else "Control",
                    "AEDECOD": name if by_name else None,
                    "AEPTCD": pt if by_code else None,
                    "AELLT": spelled(llt_name) if random.random() < 0.6 else None,
                    "AELLTCD": llt if random.random() < 0.3 else None,
                    "emergent": random.random() < 0.85,
                }
            )
    rows = rows or [{"USUBJID": "S0", "arm": "Control", "AEDECOD": "Unknown", "emergent": True}]
    table = pd.DataFrame([row | {"AESEQ": place, "source_row": place} for place, row in enumerate(rows, start=1)])
    dtypes = absent("adae").frame.dtypes.to_dict()
    return table.reindex(columns=[*dtypes, "arm", "emergent"]).astype(dtypes | {"emergent": "bool"})


def database(of: World, adae: pd.DataFrame, following: World | None = None, queries: tuple[Query, ...] = ()) -> Engine:
    """Return the database of the events, coded, with every active query; levels that lack are filled as in a study."""
    own, other = meddra(of), meddra(following, "1.1") if following else None
    smq = chosen_codes(own, ("all",), SCOPES) if own.smq["active"].any() else ()
    filled = fill_hierarchy(replace(absent("adae"), frame=adae), own).frame
    shown = filled.assign(**{name: filled[name].fillna("(uncoded)") for name in ("AEBODSYS", "AEDECOD")})
    engine = Engine()
    tables = {
        **dictionary_tables(Dictionaries(own, other, smq, SCOPES, queries), filled),
        "adae": filled.drop(columns=["arm", "emergent"]),
        "adverse_event": shown,
        "arm_member": pd.DataFrame({"arm": ["Drug", "Control"], "member": ["Drug", "Control"]}),
        "arm_size": pd.DataFrame({"arm": ["Drug", "Control"], "arm_order": [1, 2], "arm_subjects": [20, 20]}),
        "level": pd.DataFrame({"level": ["PT", "SMQ", "query"]}),
    }
    for name, table in tables.items():
        engine.load(name, table)
    for name in ("coded_event", "query_match", "query_alternative", "record_query"):
        engine.derive(f"sql/derive/{name}.sql")
    return engine


@dataclass(frozen=True)
class Coded:
    """A treatment-emergent event with the codes that its names, or else its codes, mean."""

    row: int
    subject: str
    arm: str
    pt: int | None
    llt: int | None


def coded(of: World, adae: pd.DataFrame) -> list[Coded]:
    """Return the treatment-emergent events by force: a known name, else a code, else the owner of the lowest term."""
    pts = {name.upper(): code for code, (name, _) in of.pt.items()}
    llts = {name.upper(): code for code, (name, _) in of.llt.items()}
    found = []
    for row in adae[adae["emergent"]].astype("object").where(adae.notna(), None).to_dict("records"):
        by_code = None if row["AELLTCD"] is None else int(row["AELLTCD"])
        pt = pts.get(str(row["AEDECOD"]).upper(), None if row["AEPTCD"] is None else int(row["AEPTCD"]))
        llt = llts.get(str(row["AELLT"]).upper(), by_code)
        # A code below the recorded preferred term is believed where the name is not below it.
        if by_code is not None and llt is not None and pt == of.llt[by_code][1] != of.llt[llt][1]:
            llt = by_code
        # A name that the version does not have leaves it to the lowest level term, its own name the last to ask.
        llt = llts.get(str(row["AEDECOD"]).upper()) if llt is None and pt is None else llt
        pt = of.llt[llt][1] if pt is None and llt is not None else pt
        found.append(Coded(row["source_row"], row["USUBJID"], row["arm"], pt, llt))
    return found
