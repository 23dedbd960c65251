"""Rule files -> a pack: a folder named by the SHA-256 of its built form, listed in a manifest that both runtimes trust.

    python -m entitlements.pack SOURCE PACKS

writes PACKS/<sha256>/pack.json and PACKS/manifest.json ({"current": sha, "packs": {sha: {"format": 1}}}). Both Pythons
write the same bytes.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from entitlements.assembly import AssemblyError
from entitlements.building import FORMAT, build_rules
from entitlements.errors import PackError, RulesError
from entitlements.rulebook import PACK_FILE, Rulebook

MANIFEST = "manifest.json"


def compile_rules(source: Path) -> Rulebook:
    """The rulebook of a rule folder, checked whole; `RuleSourceError` names file and line."""
    built, lines = build_rules(source)
    data = json.dumps(built, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")
    try:
        return Rulebook.from_bytes(data)
    except AssemblyError as error:
        place = lines.get(error.path)
        if place is None:
            raise
        raise place.wrong(error.message) from None


def pack_bytes(rulebook: Rulebook) -> bytes:
    """The built form as stored; its SHA-256 is the pack's name."""
    return json.dumps(rulebook.built, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def build(source: Path, packs: Path) -> str:
    """Check and write the pack of `source`, make it the current one, and return its SHA-256."""
    rulebook = compile_rules(source)
    folder = packs / rulebook.pack
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / PACK_FILE, pack_bytes(rulebook))
    held = read_manifest(packs)["packs"] if (packs / MANIFEST).exists() else {}
    assert isinstance(held, dict)
    manifest = {"current": rulebook.pack, "packs": {**held, rulebook.pack: {"format": FORMAT}}}
    _write(packs / MANIFEST, (json.dumps(manifest, sort_keys=True, indent=1) + "\n").encode("ascii"))
    return rulebook.pack


def read_manifest(packs: Path) -> dict[str, object]:
    """The manifest as an object with "current" and "packs"; `PackError` when it is missing or damaged."""
    try:
        found = json.loads((packs / MANIFEST).read_bytes())
    except (OSError, ValueError):
        raise PackError(f"{packs / MANIFEST} cannot be read; build the rules first") from None
    if not isinstance(found, dict) or not isinstance(found.get("packs"), dict) or "current" not in found:
        raise PackError(f"{packs / MANIFEST} is damaged; build the rules again")
    return found


def load_current(packs: Path) -> Rulebook:
    """The rulebook that the manifest names as current."""
    current = str(read_manifest(packs)["current"])
    return Rulebook.load(packs / current, current)


def rules_or_pack(folder: Path) -> Rulebook:
    """The rulebook of a built pack or of a folder of rule files, whichever the folder holds."""
    return Rulebook.load(folder) if (folder / PACK_FILE).exists() else compile_rules(folder)


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: a reader never sees half a pack."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m entitlements.pack SOURCE PACKS\n")
        return 2
    try:
        sys.stdout.write(f"{build(Path(arguments[0]), Path(arguments[1]))}\n")
    except RulesError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
