"""Repairs that need no context, for a form leaves no doubt: codes, numbers, numerals, stray marks, capitals of names.

`repairs` is what `vnfix.corrector` calls; the others are a kind of form each.
"""
