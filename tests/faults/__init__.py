"""A harness that breaks what can break while somebody types, and counts what is lost: `python -m tests.faults`."""
