"""How many subjects a study has at a stage of the flow of participants."""

from pv.facts.model import Facts
from pv.facts.published_model import EVERY_ARM, Figure
from pv.reconcile.found import Computed, Tables


def flow(figure: Figure, facts: Facts, tables: Tables) -> Computed:
    """Return the subjects of the figure's stage and those randomised, of one arm or of all together."""
    rows = tables["participant_flow"]
    if figure.stage == "screened":
        screened = rows.loc[rows["stage"] == "screened", "subjects"]
        return Computed(int(screened.iloc[0])) if len(screened) else Computed()
    item = {"population": figure.population, "treated": "yes"}.get(str(figure.stage), "any")
    rows = rows[(rows["stage"] == figure.stage) & (rows["item"] == item) & (rows["reason"] == "any")]
    names = [arm.name for arm in facts.arm] if figure.arm == EVERY_ARM else [figure.arm]
    rows = rows[rows["arm"].isin(names)]
    if len(rows) != len(names):
        return Computed()
    return Computed(int(rows["subjects"].sum()), int(rows["arm_subjects"].sum()))
