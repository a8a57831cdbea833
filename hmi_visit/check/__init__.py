"""What a careful reader in the office would say about a visit before its letter leaves the laptop.

A rule is one small function under `rules/`, found by its decorator; `queries` asks them all. No rule knows a screen, a
form or a field by name: fields have roles and kinds.
"""
