"""The screen of joins changes nothing but the time that they take."""

from __future__ import annotations

import random

import pytest

from vnfix import corrector, explain
from vnfix.joinable import worth_a_look

CLEAN = (
    "Bộ Y tế yêu cầu các cơ sở y tế ở địa phương báo cáo trước ngày 15 tháng 6.",
    "Theo ý kiến của đại biểu, xe ô tô ở thành phố tăng nhanh trong năm qua.",
    "Các trường ở khu vực I, II và III được hỗ trợ theo quy định của Chính phủ.",
    "Ủy ban nhân dân tỉnh chịu ý kiến chỉ đạo về việc cấp đất ở cho hộ nghèo.",
)
DIRTY = (
    "Ông A ở xã Y Tý, huyện Bát Xát, nói: ý kiến của bà O. là đúng.",
    "UBND tr ình HĐND tỉnh xem xét, th^o luận và thông qua.",
    "Các đ ơn vị báo cáo kết qu ả trước ngày 15 tháng 6.",
    "Nội dung chi ti\nết được nêu ở phụ lục kèm theo.",
)


@pytest.mark.parametrize("seed", range(12))
def test_the_screen_leaves_all_edits(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without it the same is changed, and the same left in doubt."""
    rng = random.Random(seed)
    text = " ".join(rng.choice(CLEAN if rng.random() < 0.97 else DIRTY) for _ in range(60))
    screened, dropped = explain(text), []

    def everything(*args: object) -> list[int]:
        found = sorted(args[2])  # type: ignore[call-overload]
        dropped.extend(set(found) - set(worth_a_look(*args)))  # type: ignore[arg-type]
        return list(found)

    monkeypatch.setattr(corrector, "worth_a_look", everything)
    assert explain(text) == screened
    assert dropped, "the screen should find something to drop"
