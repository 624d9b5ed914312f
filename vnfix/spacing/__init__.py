"""Words run together (`glued`, `seams`) and torn apart: `spaced`, `line_ends`, and `knots` with marks in them.

Specks of the paper between words: `specks` that were read as full stops within a phrase, `specked` for the rest.
"""
