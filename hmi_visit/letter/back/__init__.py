"""A draft that comes back from Word: opened with care, read, held against what was exported, taken into the visit."""
