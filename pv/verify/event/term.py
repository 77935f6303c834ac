"""The levels and terms that an adverse event counts in; queries, which look at several records, are left out."""

from collections import Counter, defaultdict

from pv.verify.given import Given, Row, capitals

UNCODED = "(uncoded)"
VARIABLES = {"SOC": "AEBODSYS", "HLGT": "AEHLGT", "HLT": "AEHLT", "PT": "AEDECOD"}


class Terms:
    """The terms of a study's events, each in one spelling."""

    def __init__(self, given: Given) -> None:
        """Take the spelling of each term that most records have; of two the first in the alphabet."""
        self._spelled = {variable: _spelled(given.rows("adae"), variable) for variable in VARIABLES.values()}
        # By another name of MedDRA than the recorded one a term is in a group too: that is not computed here.
        coded = bool(given.rows("meddra_pt"))
        shown = {row["level"] for row in given.rows("level")} - {"SMQ", "query"}
        self.levels = sorted(shown - {"group"} if coded else shown)
        self._groups: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        self.groups: set[tuple[str, str, str]] = set()
        for row in given.rows("term_group") if "group" in self.levels else ():
            group = ("group", row["soc"], row["term_group"])
            self._groups[row["term"]].add(group)
            self.groups.add(group)

    def name(self, event: Row, variable: str) -> str:
        """Return the term of an event under which it is counted."""
        recorded = event[variable]
        return UNCODED if recorded is None else self._spelled[variable][recorded]

    def of(self, event: Row) -> list[tuple[str, str, str]]:
        """Return level, class and term of everything that an event counts in."""
        soc = self.name(event, "AEBODSYS")
        found = [("any", "any", "any")] + [
            (level, soc, self.name(event, variable)) for level, variable in VARIABLES.items() if level in self.levels
        ]
        return found + sorted(self._groups.get(capitals(self.name(event, "AEDECOD")), ()))


def _spelled(events: list[Row], variable: str) -> dict[str, str]:
    often = Counter(event[variable] for event in events if event[variable] is not None)
    spellings: dict[str, list[str]] = defaultdict(list)
    for term in often:
        spellings[capitals(term)].append(term)
    best = {same: min(terms, key=lambda term: (-often[term], term)) for same, terms in spellings.items()}
    return {term: best[capitals(term)] for term in often}
