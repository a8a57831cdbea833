"""What was seen and said, tied to what the letter says: marks in entries, gaps, search, drafting."""
