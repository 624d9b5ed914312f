"""One model for the whole run, and properties that are not judged by the clock."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from vnfix import Corrector

# Machines differ: the first call reads the model, and shared runners are slow.
settings.register_profile("vnfix", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("vnfix")


@pytest.fixture(scope="session")
def corrector() -> Corrector:
    return Corrector()
