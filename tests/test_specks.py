"""Marks that are no marks: what stands around them decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix.edits import apply_edits
from vnfix.spacing.specks import COLON_BOND, LEAST_BOND, LINE_BOND, specks


@pytest.mark.parametrize(
    ("read", "bond", "meant"),
    [
        ("vật. liệu", LEAST_BOND, "vật liệu"),
        ("vật. liệu", LEAST_BOND - 0.1, "vật. liệu"),  # strangers to each other
        ("an.toàn", LEAST_BOND, "an toàn"),
        ("soi'vào", LEAST_BOND, "soi vào"),
        ("soi' vào", 9.0, "soi' vào"),  # a quote that closes
        ("bổ:sung", COLON_BOND, "bổ sung"),
        ("màu: xanh", 9.0, "màu: xanh"),
        ("gồm:các", COLON_BOND - 0.1, "gồm:các"),
        ("Màu:xanh", 9.0, "Màu:xanh"),  # labels of a form
        ("Tên vật. Cây trồng:lúa", 9.0, "Tên vật. Cây trồng:lúa"),
        ("- cây trồng:lúa", 9.0, "- cây trồng:lúa"),
        ("Ủy ban tỉnh giao cho sở nghiên cứu bổ:sung", 9.0, "Ủy ban tỉnh giao cho sở nghiên cứu bổ sung"),
        ("vật.\nliệu", LINE_BOND, "vật\nliệu"),
        ("vật.\nliệu", LINE_BOND - 0.1, "vật.\nliệu"),
        ("vật.\n\nliệu", 9.0, "vật.\n\nliệu"),
        ("vật. Liệu", 9.0, "vật. Liệu"),  # a sentence begins
        ("vật.. liệu", 9.0, "vật.. liệu"),
        ("a. nội dung", 9.0, "a. nội dung"),  # an item of a list
        ("tại báo.com", 9.0, "tại báo com"),  # a bond that such names do not have
        ("tại www.báo.com", 9.0, "tại www.báo.com"),
        ("tên@báo.vật", 9.0, "tên@báo.vật"),
        ("mục đất.đai.vn", 9.0, "mục đất.đai.vn"),
        ("see that. then", 9.0, "see that. then"),  # no Vietnamese letter
        ("vật. liệu3", 9.0, "vật. liệu3"),
        ("3vật. liệu", 9.0, "3vật. liệu"),
    ],
)
def test_what_stands_around_decides(read: str, bond: float, meant: str) -> None:
    """Words in small letters that belong together."""
    assert apply_edits(read, specks(read, lambda left, right: bond)) == meant


@given(st.text("vậtliệuanoà. :'*\n", max_size=40))
def test_only_marks_go(text: str) -> None:
    """Every letter stays, whatever the bonds; a mark goes, or becomes the space that it covered."""
    edits = specks(text, lambda left, right: 9.0)
    assert all(edit.old in ".:'‘’*" and edit.new in ("", " ") for edit in edits)
    cleared = apply_edits(text, edits)
    assert [c for c in cleared if c.isalpha()] == [c for c in text if c.isalpha()]
