"""The screen of joins changes nothing but the time that they take."""

from __future__ import annotations

import random

import pytest

from vnfix import corrector, explain
from vnfix.joinable import worth_a_look

PIECES = (
    "Ông A ở xã Y Tý, huyện Bát Xát, nói: ý kiến của bà O. là đúng.",
    "UBND tr ình HĐND tỉnh xem xét, th^o luận và thông qua.",
    "Khu vực I, II và III; lớp 5 A có 30 em ở bán trú.",
    "Công ty Á Âu xuất khẩu ô tô sang Ý và Ai Cập.",
    "Các đ ơn vị báo cáo kết qu ả trước ngày 15 tháng 6.",
    "Nội dung chi ti\nết được nêu ở phụ lục kèm theo.",
)


@pytest.mark.parametrize("seed", range(12))
def test_the_screen_leaves_all_edits(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without it the same is changed, and the same left in doubt."""
    rng = random.Random(seed)
    text = " ".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 40)))
    screened, dropped = explain(text), []

    def everything(*args: object) -> list[int]:
        found = sorted(args[2])  # type: ignore[call-overload]
        dropped.extend(set(found) - set(worth_a_look(*args)))  # type: ignore[arg-type]
        return list(found)

    monkeypatch.setattr(corrector, "worth_a_look", everything)
    assert explain(text) == screened
    assert dropped or len(text) < 400, "the screen should find something to drop"
