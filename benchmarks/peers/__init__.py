"""The peers of vnfix, each behind one function from text to text; run by benchmarks/peers.py."""
