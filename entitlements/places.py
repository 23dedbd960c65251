"""Where a ZIP code lies. The table is rule data (`figures/places.yml`), so it is dated, cited and part of the pack."""

from __future__ import annotations

from datetime import date

from entitlements.language.results import options_of
from entitlements.rulebook import Rulebook

TABLE = "place.state_of_zip"


def states_of_zip(rulebook: Rulebook, zip_code: str, on: date) -> frozenset[str]:
    """The states or territories a ZIP code lies in: one, two for a ZIP across a border, none when it is not known."""
    found = rulebook.rules.figures[TABLE].look_up(on, (zip_code,))
    return options_of(found)
