"""One visit, one file: its answers, its evidence, and the ways in and out."""
