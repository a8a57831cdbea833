"""The screen of a visit, part by part: each is one section of what it does."""
