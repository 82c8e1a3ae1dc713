"""The kinds of arrays that the batch is made of."""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
"""Moments, days, counts, codes of pairs and keys."""
Small = npt.NDArray[np.int32]
"""Codes of words, starts of runs, numbers of rulings."""
Flags = npt.NDArray[np.int8]
"""True, false, or not told."""
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint64]
"""Masks of reasons, sets of roles and areas."""
