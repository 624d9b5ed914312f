"""Words run together (`glued`, `seams`) and torn apart: `spaced`, `line_ends`, and `knots` with marks in them."""
