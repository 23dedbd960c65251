"""The rule packs an engine may be asked about: those of the manifest, each checked against its hash."""
from __future__ import annotations

import os
from pathlib import Path
from typing import Dict, Mapping

from entitlements.errors import RulesError
from entitlements.pack import read_manifest
from entitlements.rulebook import Rulebook


def load_rulebooks(packs: Path) -> Mapping[str, Rulebook]:
    """Every pack of the manifest by its id.

    The current pack must load (PackError names what is wrong). An older one that this release can no longer read is
    left out and named on standard error: a talk that still holds it goes on with the current one.
    """
    manifest = read_manifest(packs)
    current = str(manifest["current"])
    found: Dict[str, Rulebook] = {current: Rulebook.load(packs / current, expected=current)}
    listed = manifest["packs"]
    for pack in sorted(listed) if isinstance(listed, dict) else ():
        if pack == current:
            continue
        try:
            found[pack] = Rulebook.load(packs / pack, expected=pack)
        except RulesError as error:
            os.write(2, f"engine: rule pack {pack[:12]} is left out: {error}\n".encode())
    return found
