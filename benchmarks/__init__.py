"""How fast the program is, and how much memory it holds: run by hand, never by the tests."""
