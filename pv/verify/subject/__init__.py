"""Who is counted, in which arm, from when to when, and who died."""
