"""vnfix repairs Vietnamese text that OCR has garbled: ``from vnfix import correct``."""
from functools import lru_cache
from typing import Any
from .config import DEFAULT, Config
from .corrector import Corrector
from .edits import apply_edits
from .records import Correction, Edit

@lru_cache(maxsize=1)
def _default() -> Corrector:
    return Corrector()

def correct(text: str, config: Config = DEFAULT, **options: Any) -> str:
    return _default().correct(text, config, **options)

def explain(text: str, config: Config = DEFAULT, **options: Any) -> Correction:
    return _default().explain(text, config, **options)
