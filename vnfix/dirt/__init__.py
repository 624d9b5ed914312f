"""Words that an engine made of dirt: a stain at the edge, the rule of a table, a letter read twice.

    thu theo quy định của pháp luật ss       → thu theo quy định của pháp luật
    Các xã t tổ chức họp dân                 → Các xã tổ chức họp dân

Nothing stands on the paper where they stand, so no reading of them is right.  They
are short, they stand at the ends of lines or beside marks, the text reads better
without them, and where there is one there are more: boosted trees
(`vnfix.trees`) weigh these numbers (`evidence`).  A number is never taken
for dirt, nor what stands where a number should (``ngày Š tháng``), nor a letter that
counts (``a)``, ``b.``).

The trees are fitted by `vnfix.train.fit_dirt` on pages that were printed, worn and read,
where it is known what stands on the paper.
"""

from .evidence import NUMBERS
from .station import candidates, dirt

__all__ = ["NUMBERS", "candidates", "dirt"]
