"""How sure is an edit?  What speaks for it: `evidence`, `surprise`, `echoes`; what follows: `calibration`, `trees`."""
