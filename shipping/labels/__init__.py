"""What is printed: label, Letter sheet, packing slip, the code for the counter."""
