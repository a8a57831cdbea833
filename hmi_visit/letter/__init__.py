"""A visit as a document: Jinja makes Markdown, Markdown makes Word."""
