"""The rules, a family or a part of one in each file.

Adding a rule: write a generator with the decorator `in_words`, `in_passage` or `in_visit` and the next free code of its
family. Its docstring says in one line what it asks, then `Why:` and `Example:` (what is asked about -> the mend). Its
texts go into `tests/check/corpus`: five that must raise it, five near misses that must not. Then run
`python scripts/rules.py`, which writes `docs/rules.md`.
"""
