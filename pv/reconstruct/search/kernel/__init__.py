"""The functions that the search spends its time in: plain Python of arrays, which numba compiles (`compiled`)."""
