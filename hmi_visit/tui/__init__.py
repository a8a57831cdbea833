"""The keyboard's door: the only room that knows Textual."""

import os

# Textual waits so many milliseconds for what may follow an Escape; its 100 make a quick Escape and letter one Alt key
os.environ.setdefault("ESCDELAY", "40")
