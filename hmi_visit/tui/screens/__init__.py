"""The screens: each shows what the file has, and holds nothing that it has not."""
