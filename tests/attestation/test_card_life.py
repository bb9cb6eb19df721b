"""A few lives of a card by chance; ``bench/card_life.py`` runs many on either database."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.factories.card_life import COUNTED, CardLife, World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(module_db: None) -> World:
    return World()


def test_a_card_lives_as_the_model_says(world: World) -> None:
    life = type("Life", (CardLife,), {"world": world})
    run_state_machine_as_test(
        life,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert COUNTED["acts"] >= 10 and COUNTED["refused"] >= 10
