"""Weeks of remission of 42 children with leukaemia: the textbook example of survival with ties.

Freireich EJ et al. Blood 1963;21:699-716; Gehan EA. Biometrika 1965;52:203-223.
"""

import numpy as np

_TREATED = (6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
_PLACEBO = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)

#: 6-mercaptopurine first, placebo second.
TIME = np.array([*_TREATED, *_PLACEBO], dtype=np.float64)
EVENT = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, *[1] * 21])
ARM = np.repeat([1, 2], 21)
