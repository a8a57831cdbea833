"""A school inspector's monitoring visit: one file, walked from the keyboard, ending in a letter in Word."""

__version__ = "0.1.0"
