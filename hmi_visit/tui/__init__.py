"""The keyboard's door: the only room that knows Textual."""
