"""The channel model: what did the engine make of a word?

`model` tells it of whole words, `part_channel` of onsets and rimes (whose strings are `targets`, and what they look
like `glyphs`), over the vocabulary as a `syllabary`.  `neighbours` holds what was worked out beforehand.
"""
