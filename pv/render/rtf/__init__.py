"""Tables and listings as RTF, the format of the tables of a clinical study report."""
