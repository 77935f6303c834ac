"""The version of the synthetic dictionary that follows the one of `meddra_files`."""

from meddra_files import Lines, dictionary, pt


def following() -> Lines:
    """Return version 1.1: Heart event 1 is a lowest level term of Heart event 2, Skin event 3 is renamed, and so on.

    'Heart event 4 NOS' belongs to Heart event 5, Blood event 1 has its former secondary class as the primary one, and
    Nerve event 8 is gone.
    """
    lines = dictionary("1.1")
    one, two, four, five = pt(2, 1), pt(2, 2), pt(2, 4), pt(2, 5)
    lines["llt"] = [row.replace(f"${one}$", f"${two}$") for row in lines["llt"]]
    lines["pt"] = [row for row in lines["pt"] if not row.startswith((f"{one}$", f"{pt(4, 8)}$"))]
    lines["mdhier"] = [row for row in lines["mdhier"] if not row.startswith((f"{one}$", f"{pt(4, 8)}$"))]
    lines["hlt_pt"] = [row for row in lines["hlt_pt"] if not row.endswith((f"${one}$", f"${pt(4, 8)}$"))]
    lines["llt"] = [row for row in lines["llt"] if f"${pt(4, 8)}$" not in row]
    lines["llt"] = [
        row.replace(four, five, 2) if "event 4 NOS" in row and "Heart" in row else row for row in lines["llt"]
    ]
    lines = {name: [row.replace("Skin event 3$", "Skin event three$") for row in rows] for name, rows in lines.items()}
    blood = pt(1, 1)
    lines["pt"] = [row.replace("$$11000000$", "$$12000000$") if row.startswith(blood) else row for row in lines["pt"]]
    swapped = {"Y": "N", "N": "Y"}
    lines["mdhier"] = [
        f"{row[:-11]}12000000${swapped[row[-2]]}$" if row.startswith(blood) else row for row in lines["mdhier"]
    ]
    lines["smq_list"] = lines["smq_content"] = []
    return lines
