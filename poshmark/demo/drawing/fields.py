"""The arrays that pictures are made of."""

import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.floating]


def as_field(values: npt.NDArray[np.floating]) -> Field:
    """The values in single precision."""
    return np.asarray(values, dtype=np.float32)
