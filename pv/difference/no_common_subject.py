"""Whether two cuts have no subject in common: then they are hardly of one study, and every record is gone and new."""

import pandas as pd

NO_COMMON_SUBJECT = "No subject is in both cuts: are these cuts of the same study?"


def no_common_subject(datasets: pd.DataFrame) -> bool:
    """Return whether both cuts have subjects and no subject of the one is in the other.

    Args:
        datasets: the records of each dataset in either cut, new and gone (`changed_dataset`).
    """
    subjects = datasets[datasets["dataset"] == "adsl"]
    all_new, all_gone = subjects["added"] == subjects["new_records"], subjects["gone"] == subjects["old_records"]
    some = (subjects["old_records"] > 0) & (subjects["new_records"] > 0)
    return bool((some & all_new & all_gone).any())
