"""What is printed: the label, the page for a plain printer, the packing slip, the counter's code."""
