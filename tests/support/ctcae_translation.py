"""How schemas/ctcae/v5_to_v6_grade.csv was made of NCI's own mapping sheet: what a grade of CTCAE 5.0 is in 6.0.

    python tests/support/ctcae_translation.py ctcae_v5_to_v6.csv > schemas/ctcae/v5_to_v6_grade.csv

NCI's sheet pairs numbers (grade 3 with grade 3); a grade is what its text says, so each is translated by its text:

- the same text (but for blanks, hyphens, capitals and the notation of powers) is the same grade;
- where a value decides in both versions, every grade that a result of the former grade can have in the new one, by the
  limits that `ctcae_grades.py` reads from the two texts (a grade of 5.0 is the highest that is met);
- else the grade lies between two others. At least it is the nearest grade, up to its own, whose text is the same or
  wider in 6.0 (every alternative of 5.0 is one of 6.0 as well: the event met it, or was worse). It does not reach the
  nearest grade above whose text is the same or narrower, which the event did not meet in 5.0. Grade 5 is death, which
  the record would say.

Many texts of 6.0 differ only by an alternative that it marks '(pediatric)': `adult_lowest` and `adult_highest` are the
grades without these.
"""

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from pathlib import Path

from ctcae_grades import GRADES, HIGH_BASELINE, SYMPTOMS, Result

COLUMNS = ("meddra_code", "grade", "next_meddra_code", "lowest", "highest", "basis", "adult_lowest", "adult_highest")

#: Terms whose grades a value decides in both versions, as they are called in each; and their limits of normal.
ENZYME = (Fraction(12), Fraction(40))
NUMERIC: Mapping[str, tuple[str, tuple[Fraction, Fraction]]] = {
    "Alanine aminotransferase increased": ("Alanine aminotransferase increased", ENZYME),
    "Aspartate aminotransferase increased": ("Aspartate aminotransferase increased", ENZYME),
    "Alkaline phosphatase increased": ("Alkaline phosphatase increased", ENZYME),
    "Blood bilirubin increased": ("Blood bilirubin increased", ENZYME),
    "GGT increased": ("GGT increased", ENZYME),
    "Creatinine increased": ("Creatinine increased", ENZYME),
    "Lipase increased": ("Lipase increased", ENZYME),
    "Serum amylase increased": ("Serum amylase increased", ENZYME),
    "Hemoglobin increased": ("Hemoglobin increased", (Fraction(120), Fraction(160))),
    "Hyponatremia": ("Hyponatremia", (Fraction(135), Fraction(145))),
    "CD4 lymphocytes decreased": ("CD4 lymphocytes decreased", (Fraction("0.6"), Fraction("1.6"))),
    "White blood cell decreased": ("White blood cell decreased", (Fraction(4), Fraction(10))),
    "Neutrophil count decreased": ("Neutrophil count decreased", (Fraction(2), Fraction(7))),
    "Platelet count decreased": ("Thrombocytopenia", (Fraction(150), Fraction(400))),
}
#: What the limits do not tell, with why.
SAID: Mapping[tuple[str, int], tuple[int, int]] = {
    # '<LLN - 1500' with a local LLN below 1500 has no value between its limits: who recorded it saw less than 1500.
    ("Neutrophil count decreased", 1): (0, 1),
    # 5.0 does not tell mild symptoms, which leave grade 2 in 6.0, from others.
    ("Serum amylase increased", 3): (2, 3),
}


def plain(text: str) -> str:
    """Return a text as it is compared: without blanks, hyphens between words, capitals; 10e9 is 10^9."""
    words = re.sub(r"(?<=[a-z])-(?=[a-z])", "", text.lower().replace("\N{EN DASH}", "-").replace("10e9", "10^9"))
    return re.sub(r"\s+", "", words)


def wider(text: str, other: str) -> bool:
    """Return whether every alternative of a text is one of the other: alone between semicolons, or before an 'or'."""
    there = [" ".join(part.lower().replace("-", " ").split()) for part in other.split(";")]
    parts = [" ".join(part.lower().replace("-", " ").split()) for part in text.split(";")]
    return all(any(found == part or found.startswith(f"{part} or ") for found in there) for part in parts)


def _values(lln: Fraction, uln: Fraction, base: Fraction) -> Iterator[Fraction]:
    """Yield values on, just below and just above every limit that either version has."""
    step = Fraction(1, 10**6)
    folds = [Fraction(n, 20) for n in (5, 10, 15, 20, 30, 40, 50, 60, 80, 90, 100, 120, 200, 300, 400, 600)]
    cuts = [fold * reference for fold in folds for reference in (lln, uln, base)]
    cuts += [
        Fraction(text)
        for text in [
            "0.05",
            "0.1",
            "0.2",
            "0.5",
            "1",
            "1.5",
            "2",
            "3",
            "10",
            "25",
            "50",
            "75",
            "120",
            "125",
            "130",
            "180",
            "200",
        ]
    ]
    for cut in cuts:
        yield from (cut * (1 - step), cut, cut * (1 + step))


def by_limits(term: str) -> dict[int, tuple[int, int]]:
    """Return the lowest and the highest grade of 6.0 for each grade of 5.0 of a term that a value decides."""
    following, (lln, uln) = NUMERIC[term]
    seen: dict[int, set[int]] = {}
    bases = [lln * Fraction("0.5"), lln, (lln + uln) / 2, uln]
    if lln == ENZYME[0]:
        bases += [uln * Fraction(text) for text in ["1.01", "1.3", "2", "3", "4", "5", "5.1", "6", "8"]]
    for base, symptoms in product(bases, (frozenset[str](), frozenset({SYMPTOMS}))):
        for value in _values(lln, uln, base):
            now = GRADES[term](Result(value, lln, uln, base, "5.0", si=True, assume=symptoms))
            for way in (symptoms, symptoms | {HIGH_BASELINE}):
                then = GRADES[following](Result(value, lln, uln, base, "6.0", si=True, assume=way))
                seen.setdefault(now, set()).add(then)
    return {grade: (min(then), max(then)) for grade, then in seen.items() if grade}


def ejection_fraction() -> dict[int, tuple[int, int]]:
    """Return the same of 'Ejection fraction decreased', whose strain and biomarkers nobody knows now."""
    seen: dict[int, set[int]] = {}
    for base, value, other in product(range(10, 91), range(5, 91), (False, True)):
        drop = base - value
        if drop <= 0:
            continue
        now = 4 if value < 20 else 3 if value < 40 or drop >= 20 else 2 if value <= 50 or drop >= 10 else 0
        if value < 40:
            then = 3 if base >= 40 else 0
        elif value < 50:
            then = 2 if drop >= 10 or other else 0
        else:
            then = int(other)
        seen.setdefault(now, set()).add(then)
    return {grade: (min(then), max(then)) for grade, then in seen.items() if grade}


def translated(sheet: list[dict[str, str]]) -> Iterator[tuple[str, int, str, int, int, str]]:
    """Yield a row per term and grade of 5.0: code, grade, code in 6.0, lowest and highest grade, and by what."""
    exists: dict[str, set[int]] = {}
    terms: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for row in sheet:
        if row["v5_item"].startswith("Grade") and row["v5_text"]:
            terms.setdefault(row["v5_meddra_code"], []).append((int(row["v5_item"][-1]), row))
        if row["v6_item"].startswith("Grade") and row["v6_text"]:
            exists.setdefault(row["v6_meddra_code"], set()).add(int(row["v6_item"][-1]))
    for code, graded in terms.items():
        term = graded[0][1]["v5_term"]
        limits = by_limits(term) if term in NUMERIC else {}
        if term == "Ejection fraction decreased":
            limits = ejection_fraction()
        for grade, row in sorted(graded, key=lambda one: one[0]):
            following = row["v6_meddra_code"]
            # Grades of the same target whose text is the same in both versions.
            same = {
                number: int(other["v6_item"][-1])
                for number, other in graded
                if other["v6_meddra_code"] == following and plain(other["v5_text"]) == plain(other["v6_text"])
            }
            if (term, grade) in SAID:
                yield code, grade, following, *SAID[term, grade], "limits"
            elif grade in same:
                yield code, grade, following, same[grade], same[grade], "text"
            elif grade in limits:
                yield code, grade, following, *limits[grade], "limits"
            else:
                pairs = [
                    (number, int(other["v6_item"][-1]), other["v5_text"], other["v6_text"])
                    for number, other in graded
                    if other["v6_meddra_code"] == following
                ]
                met = {number: then for number, then, old, new in pairs if number in same or wider(old, new)}
                unmet = {number: then for number, then, old, new in pairs if number in same or wider(new, old)}
                below = max((then for number, then in met.items() if number <= grade), default=0)
                above = min((then for number, then in unmet.items() if number > grade), default=5 + (grade == 5))
                reached = [then for then in exists[following] if below <= then < above]
                yield code, grade, following, below, max(reached, default=below), "wider" if grade in met else "none"


_PEDIATRIC = re.compile(r" or (?:(?! or )[^;])*\(pediatric\)")


def rows_for(sheet: list[dict[str, str]]) -> Iterator[tuple[str, int, str, int, int, str, int, int]]:
    """Yield the rows of the file: what `translated` gives, and the grades without what is for children."""
    adult = [row | {"v6_text": _PEDIATRIC.sub("", row["v6_text"])} for row in sheet]
    for row, other in zip(translated(sheet), translated(adult), strict=True):
        yield *row, other[3], other[4]


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of NCI's sheet."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows_for(rows_of(Path(sys.argv[1]))))
