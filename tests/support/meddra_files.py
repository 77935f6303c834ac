"""An invented dictionary in the layout of MedDRA: 4 classes, 32 preferred terms, secondary paths, queries."""

from collections.abc import Mapping
from pathlib import Path

SOCS = {1: "Blood", 2: "Heart", 3: "Skin", 4: "Nerve"}
Lines = dict[str, list[str]]


def code(soc: int, hlgt: int = 0, hlt: int = 0, pt: int = 0, llt: int = 0) -> str:
    """Return the code of a term, '12110100' for the first lowest level term but one of Heart 1.1.1."""
    return f"1{soc}{hlgt}{hlt}{pt}{llt}00"


def number(hlgt: int, hlt: int, pt: int) -> int:
    """Return the number of a preferred term within its class, 1 to 8."""
    return 4 * (hlgt - 1) + 2 * (hlt - 1) + pt


def pt(soc: int, place: int) -> str:
    """Return the code of a preferred term by its number within the class."""
    hlgt, rest = divmod(place - 1, 4)
    hlt, last = divmod(rest, 2)
    return code(soc, hlgt + 1, hlt + 1, last + 1)


def name(soc: int, place: int) -> str:
    """Return the name of a preferred term: 'Heart event 3'."""
    return f"{SOCS[soc]} event {place}"


def dictionary(version: str = "1.0") -> Lines:
    """Return the lines of every file, without the last delimiter's line end.

    Each preferred term has itself, '... NOS' (current) and '... old' (not current) as lowest level terms. The first of
    each class has a secondary path in the next class (of Nerve: Blood), under that one's first high level term.
    """
    lines: Lines = {name: [] for name in _FILES}
    lines["meddra_release"] = [f"{version}$English$$$$"]
    for soc, label in SOCS.items():
        lines["soc"].append(f"{code(soc)}${label} disorders${label[:4]}{'$' * 8}")
        lines["intl_ord"].append(f"{5 - soc}${code(soc)}$")
        for hlgt in (1, 2):
            lines["hlgt"].append(f"{code(soc, hlgt)}${label} group {hlgt}{'$' * 8}")
            lines["soc_hlgt"].append(f"{code(soc)}${code(soc, hlgt)}$")
            for hlt in (1, 2):
                lines["hlt"].append(f"{code(soc, hlgt, hlt)}${label} kind {hlgt}.{hlt}{'$' * 8}")
                lines["hlgt_hlt"].append(f"{code(soc, hlgt)}${code(soc, hlgt, hlt)}$")
                for last in (1, 2):
                    _preferred(lines, soc, hlgt, hlt, last)
    _queries(lines, version)
    return lines


_FILES = (
    *("llt", "pt", "hlt", "hlgt", "soc", "hlt_pt", "hlgt_hlt", "soc_hlgt", "mdhier", "meddra_release", "intl_ord"),
    *("smq_list", "smq_content", "meddra_history_english"),
)


def _preferred(lines: Lines, soc: int, hlgt: int, hlt: int, last: int) -> None:
    this, label = code(soc, hlgt, hlt, last), name(soc, number(hlgt, hlt, last))
    lines["pt"].append(f"{this}${label}$${code(soc)}{'$' * 8}")
    for llt, (text, current) in enumerate(((label, "Y"), (f"{label} NOS", "Y"), (f"{label} old", "N"))):
        lines["llt"].append(f"{code(soc, hlgt, hlt, last, llt)}${text}${this}{'$' * 7}{current}$$")
    lines["meddra_history_english"].append(f"{this}${label}$1.0$PT$Y$A")
    path(lines, this, label, (soc, hlgt, hlt), soc, primary=True)
    if (hlgt, hlt, last) == (1, 1, 1):
        path(lines, this, label, (soc % 4 + 1, 1, 1), soc, primary=False)


def path(lines: Lines, this: str, label: str, above: tuple[int, int, int], soc: int, *, primary: bool) -> None:
    """Add a path of a preferred term, under (class, group, kind)."""
    other, hlgt, hlt = above
    lines["hlt_pt"].append(f"{code(*above)}${this}$")
    codes = f"{this}${code(*above)}${code(other, hlgt)}${code(other)}"
    names = f"{label}${SOCS[other]} kind {hlgt}.{hlt}${SOCS[other]} group {hlgt}${SOCS[other]} disorders"
    lines["mdhier"].append(f"{codes}${names}${SOCS[other][:4]}$${code(soc)}${'Y' if primary else 'N'}$")


#: Code, name, level, algorithm of the invented queries.
QUERIES = (
    ("20000001", "Heart problems (SMQ)", 1, "N"),
    ("20000002", "Heart rhythm (SMQ)", 2, "N"),
    ("20000003", "Heart failure (SMQ)", 2, "N"),
    ("20000004", "Reaction (SMQ)", 1, "A or (B and C) or (D and (B or C))"),
    ("20000005", "Systemic illness (SMQ)", 1, "A or (sum of weights > 6)"),
    ("20000006", "Obscure (SMQ)", 1, "A unless B"),
)

#: Query, code of a term or query, level, scope (2 narrow, 1 broad, 0 a query), category, weight, status.
CONTENT = (
    ("20000001", "20000002", 0, 0, "S", 0, "A"),
    ("20000001", "20000003", 0, 0, "S", 0, "A"),
    ("20000002", pt(2, 1), 4, 2, "A", 0, "A"),
    ("20000002", pt(2, 2), 4, 2, "A", 0, "A"),
    ("20000002", pt(2, 3), 4, 1, "A", 0, "A"),
    ("20000002", pt(2, 8), 4, 1, "A", 0, "I"),
    ("20000003", pt(2, 4), 4, 2, "A", 0, "A"),
    # One lowest level term ('Heart event 6 NOS') without its preferred term.
    ("20000003", code(2, 2, 1, 2, 1), 5, 1, "A", 0, "A"),
    ("20000004", pt(3, 1), 4, 2, "A", 0, "A"),
    ("20000004", pt(3, 2), 4, 1, "B", 0, "A"),
    ("20000004", pt(3, 3), 4, 1, "B", 0, "A"),
    ("20000004", pt(1, 1), 4, 1, "C", 0, "A"),
    ("20000004", pt(1, 2), 4, 1, "D", 0, "A"),
    ("20000005", pt(4, 1), 4, 2, "A", 0, "A"),
    ("20000005", pt(4, 2), 4, 1, "B", 3, "A"),
    ("20000005", pt(4, 3), 4, 1, "B", 3, "A"),
    ("20000005", pt(4, 4), 4, 1, "C", 3, "A"),
    ("20000005", pt(4, 5), 4, 1, "D", 1, "A"),
    ("20000006", pt(1, 8), 4, 2, "A", 0, "A"),
    ("20000006", pt(1, 7), 4, 1, "B", 0, "A"),
)


def _queries(lines: Lines, version: str) -> None:
    for smq, label, level, algorithm in QUERIES:
        lines["smq_list"].append(f'{smq}${label}${level}$Says "what" it is$Source$Note${version}$A${algorithm}')
    for smq, term, level, scope, category, weight, status in CONTENT:
        lines["smq_content"].append(f"{smq}${term}${level}${scope}${category}${weight}${status}${version}${version}$")


def write(
    folder: Path, lines: Mapping[str, list[str]], *, encoding: str = "utf-8", newline: str = "\n", upper: bool = False
) -> Path:
    """Write the files of a dictionary and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for stem, records in lines.items():
        file = folder / f"{stem.upper() if upper else stem}.asc"
        file.write_bytes("".join(record + newline for record in records).encode(encoding))
    return folder
