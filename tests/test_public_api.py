from __future__ import annotations

import claimcheck


def test_every_public_name_can_be_loaded() -> None:
    for name in claimcheck.__all__:
        assert getattr(claimcheck, name) is not None


def test_public_names_are_sorted_so_that_additions_show() -> None:
    assert list(claimcheck.__all__) == sorted(claimcheck.__all__)
