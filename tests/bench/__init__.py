"""The benchmarks' big data set, tried at a tiny size."""
