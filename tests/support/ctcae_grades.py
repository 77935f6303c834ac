"""CTCAE 4.03, 5.0 and 6.0 laboratory grades, one function per term, written from the printed text, in exact arithmetic.

A second way to the grades of `schemas/laboratory/criterion.csv`, which these functions do not read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

SYMPTOMS = "symptoms"
CONSEQUENCES = "physiologic consequences"
ANTICOAGULATION = "anticoagulation"
#: 6.0 has no grade for ALT of more than 2 to 4 x a baseline above 5 x ULN: more than grade 2, and 3 asks for another.
HIGH_BASELINE = "baseline above 5 x ULN"


@dataclass(frozen=True)
class Result:
    """A result with all that a grade may depend on, numbers exact.

    Attributes:
        v: the value.
        lln: lower limit of normal.
        uln: upper limit of normal.
        base: the baseline, None for the baseline itself.
        version: 4.03, 5.0 or 6.0.
        si: SI units, else conventional.
        assume: what is taken to be present.
    """

    v: Fraction
    lln: Fraction
    uln: Fraction
    base: Fraction | None
    version: str
    si: bool
    assume: frozenset[str]

    @property
    def v5(self) -> bool:
        """As 5.0 has it, and 6.0 still."""
        return self.version != "4.03"

    @property
    def v6(self) -> bool:
        """As 6.0 alone has it."""
        return self.version == "6.0"


Grade = Callable[[Result], int]


@cache
def _f(text: str) -> Fraction:
    return Fraction(text)


def _exact(cut: Fraction | str) -> Fraction:
    return _f(cut) if isinstance(cut, str) else cut


def _steps_up(value: Fraction, *cuts: Fraction | str) -> int:
    """Return how many of the rising limits the value exceeds."""
    return sum(value > _exact(cut) for cut in cuts)


def _steps_down(value: Fraction, *cuts: Fraction | str) -> int:
    """Return how many of the falling limits the value is below."""
    return sum(value < _exact(cut) for cut in cuts)


def _enzyme(first: str, *cuts: str, sixth: tuple[str, ...], limited: bool = False) -> Grade:
    """Grade by multiples of ULN; from 5.0 on, after an abnormal baseline, of the baseline, from `first` on.

    `sixth` are the multiples of the baseline in 6.0, where grade 3 may be `limited` to baselines up to 5 x ULN.
    """

    def grade(r: Result) -> int:
        if not r.v5 or r.base is None or r.base <= r.uln:
            return _steps_up(r.v / r.uln, "1", *cuts)
        fold = r.v / r.base
        if r.v6:
            # '1.0 - 1.5 x baseline' includes 1.0.
            place = 1 + _steps_up(fold, *sixth) if fold >= 1 else 0
            outside = limited and place == 3 and r.base > 5 * r.uln
            return 2 if outside and HIGH_BASELINE not in r.assume else place
        if fold > _f(cuts[0]):
            return 1 + _steps_up(fold, *cuts)
        # '1.5 - 3.0 x baseline' includes 1.5; bilirubin's is '> 1.0 - 1.5 x baseline'.
        return int(fold > 1) if first == ">1" else int(fold >= _f(first))

    return grade


def _above_normal(si: tuple[str, ...], us: tuple[str, ...] | None = None) -> Grade:
    """Grade 1 above ULN, then one grade up per limit; ULN above a limit changes nothing there."""

    def grade(r: Result) -> int:
        cuts = si if r.si or us is None else us
        return max((r.v > r.uln) * 1, *(place * (r.v > _f(cut)) for place, cut in enumerate(cuts, start=2)))

    return grade


def _below_normal(si: tuple[str, ...], us: tuple[str, ...] | None = None) -> Grade:
    def grade(r: Result) -> int:
        cuts = si if r.si or us is None else us
        return max((r.v < r.lln) * 1, *(place * (r.v < _f(cut)) for place, cut in enumerate(cuts, start=2)))

    return grade


def _inr(r: Result) -> int:
    by_ratio = _steps_up(r.v, "1.2", "1.5", "2.5") if r.v5 else _steps_up(r.v / r.uln, "1", "1.5", "2.5")
    if ANTICOAGULATION in r.assume and r.base is not None:
        return max(by_ratio, _steps_up(r.v / r.base, "1", "1.5", "2.5"))
    return by_ratio


def _creatinine(r: Result) -> int:
    times_uln = _steps_up(r.v / r.uln, "1", "1.5", "3", "6")
    if r.base is None or (r.v6 and r.base >= r.lln):
        return times_uln
    fold = r.v / r.base
    times_base = _steps_up(fold, "1", "1.5", "3")
    if r.v5 and times_base == 1:
        times_base = 0
    return max(times_uln, times_base)


def _fibrinogen(r: Result) -> int:
    times_lln = _steps_down(r.v / r.lln, "1", "0.75", "0.5", "0.25")
    if r.v < (_f("0.5") if r.si else _f("50")):
        times_lln = 4
    if r.base is None or (r.v5 and r.v >= r.lln):
        return times_lln
    decrease = 1 - r.v / r.base
    by_decrease = 0
    if decrease > 0:
        by_decrease = 1
    if decrease >= _f("0.25"):
        by_decrease = 2
    if decrease >= _f("0.5"):
        by_decrease = 3
    if decrease >= _f("0.75"):
        by_decrease = 4
    return max(times_lln, by_decrease)


def _hemoglobin_increased(r: Result) -> int:
    from_here = r.uln
    if not r.v5 and r.base is not None and r.base > r.uln:
        from_here = r.base
    g_per_dl = (r.v - from_here) / (10 if r.si else 1)
    return _steps_up(g_per_dl, "0", "2", "4")


def _lipase(r: Result) -> int:
    if not r.v6:
        return _pancreas(r)
    fold = r.v / r.uln
    more = int(SYMPTOMS in r.assume)
    if fold > 5:
        return 3 + more
    return 2 + more if fold > 3 else _steps_up(fold, "1", "1.5")


def _phosphatase(r: Result) -> int:
    if r.v6:
        return int(r.v > r.uln and (r.base is None or r.v > r.base))
    return _enzyme("2", "2.5", "5", "20", sixth=())(r)


def _neutrophils(r: Result) -> int:
    if r.v6:
        return _steps_down(r.v, "1.5", "1", "0.5", "0.1")
    return _thousands("1.5", "1", "0.5")(r)


def _pancreas(r: Result) -> int:
    fold = r.v / r.uln
    if not r.v5:
        return _steps_up(fold, "1", "1.5", "2", "5")
    symptoms = SYMPTOMS in r.assume
    if fold > 5:
        return 4 if symptoms else 3
    if fold > 2:
        return 3 if symptoms else 2
    return _steps_up(fold, "1", "1.5")


def _uric_acid(r: Result) -> int:
    ten = _f("590") if r.si else _f("10")
    if not r.v5 and r.v > ten:
        return 4
    if r.v > r.uln:
        return 3 if CONSEQUENCES in r.assume else 1
    return 0


def _potassium_low(r: Result) -> int:
    if r.v < _f("2.5"):
        return 4
    if r.v < 3:
        return 3
    if r.v < r.lln:
        return 2 if SYMPTOMS in r.assume else 1
    return 0


def _sodium_low(r: Result) -> int:
    if r.v < 120:
        return 4
    if not r.v5:
        return 3 if r.v < 130 else int(r.v < r.lln)
    if r.v < 125:
        return 3
    if r.v < 130:
        return 3 if SYMPTOMS in r.assume else 2
    return int(r.v < r.lln)


def _magnesium_high(r: Result) -> int:
    three, eight = (_f("1.23"), _f("3.30")) if r.si else (_f("3"), _f("8"))
    if r.v > eight:
        return 4
    if r.v > three:
        return 3
    return int(r.v > r.uln)


def _triglycerides(r: Result) -> int:
    cuts = ("1.71", "3.42", "5.7", "11.4") if r.si else ("150", "300", "500", "1000")
    if r.v == _f(cuts[0]):
        return 1
    return _steps_up(r.v, *cuts)


def _glucose(r: Result) -> int:
    over, far_over = (_f("13.9"), _f("27.8")) if r.si else (_f("250"), _f("500"))
    return 4 if r.v > far_over else 3 * (r.v > over)


def _acidosis(r: Result) -> int:
    return 3 if r.v < _f("7.3") else int(r.v < r.lln)


def _alkalosis(r: Result) -> int:
    return 3 if r.v > _f("7.5") else int(r.v > r.uln)


def _thousands(*cuts: str) -> Grade:
    return _below_normal(cuts)


GRADES: dict[str, Grade] = {
    "Anemia": _below_normal(("100", "80"), ("10", "8")),
    "Eosinophilia": lambda r: int(r.v > r.uln and (r.base is None or r.v > r.base)),
    "Leukocytosis": lambda r: 3 * (r.v > 100),
    "Methemoglobinemia": lambda r: 2 * (r.v > r.uln),
    "Activated partial thromboplastin time prolonged": lambda r: _steps_up(r.v / r.uln, "1", "1.5", "2.5"),
    "Alanine aminotransferase increased": _enzyme("1.5", "3", "5", "20", sixth=("1.5", "2", "4"), limited=True),
    "Aspartate aminotransferase increased": _enzyme("1.5", "3", "5", "20", sixth=("1.5", "2", "4"), limited=True),
    "Alkaline phosphatase increased": _phosphatase,
    "GGT increased": _enzyme("2", "2.5", "5", "20", sixth=("1.5", "3", "10")),
    "Blood bilirubin increased": _enzyme(">1", "1.5", "3", "10", sixth=("1.5", "2.5", "10")),
    "Blood lactate dehydrogenase increased": lambda r: int(r.v > r.uln),
    "CD4 lymphocytes decreased": _below_normal(("0.5", "0.2", "0.05"), ("500", "200", "50")),
    "Cholesterol high": _above_normal(("7.75", "10.34", "12.92"), ("300", "400", "500")),
    "CPK increased": lambda r: _steps_up(r.v / r.uln, "1", "2.5", "5", "10"),
    "Creatinine increased": _creatinine,
    "Fibrinogen decreased": _fibrinogen,
    "Haptoglobin decreased": lambda r: int(r.v < r.lln),
    "Hemoglobin increased": _hemoglobin_increased,
    "INR increased": _inr,
    "Lipase increased": _lipase,
    "Serum amylase increased": _pancreas,
    "Lymphocyte count decreased": _thousands("0.8", "0.5", "0.2"),
    "Lymphocyte count increased": lambda r: 3 if r.v > 20 else 2 * (r.v > 4),
    "Neutrophil count decreased": _neutrophils,
    "Platelet count decreased": _thousands("75", "50", "25"),
    "Thrombocytopenia": _thousands("75", "50", "10"),
    "LDL increased": lambda r: int(r.v > r.uln),
    "HDL decreased": lambda r: int(r.v < r.lln),
    "White blood cell decreased": _thousands("3", "2", "1"),
    "Acidosis": _acidosis,
    "Alkalosis": _alkalosis,
    "Hypercalcemia": _above_normal(("2.9", "3.1", "3.4"), ("11.5", "12.5", "13.5")),
    "Hypercalcemia (Ionized)": _above_normal(("1.5", "1.6", "1.8"), ("6", "6.4", "7.2")),
    "Hypocalcemia": _below_normal(("2", "1.75", "1.5"), ("8", "7", "6")),
    "Hypocalcemia (Ionized)": _below_normal(("1", "0.9", "0.8"), ("4", "3.6", "3.2")),
    "Hyperglycemia (Fasting)": _above_normal(("8.9", "13.9", "27.8"), ("160", "250", "500")),
    "Hyperglycemia": _glucose,
    "Hyperkalemia": _above_normal(("5.5", "6", "7")),
    "Hypermagnesemia": _magnesium_high,
    "Hypernatremia": _above_normal(("150", "155", "160")),
    "Hypertriglyceridemia": _triglycerides,
    "Hyperuricemia": _uric_acid,
    "Hypoalbuminemia": _below_normal(("30", "20"), ("3", "2")),
    "Hypoglycemia": _below_normal(("3", "2.2", "1.7"), ("55", "40", "30")),
    "Hypokalemia": _potassium_low,
    "Hypomagnesemia": _below_normal(("0.5", "0.4", "0.3"), ("1.2", "0.9", "0.7")),
    "Hyponatremia": _sodium_low,
    "Hypophosphatemia": _below_normal(("0.8", "0.6", "0.3"), ("2.5", "2", "1")),
}
