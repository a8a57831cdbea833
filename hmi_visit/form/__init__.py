"""What a kind of letter asks: forms are folders of data, read into frozen dataclasses."""
