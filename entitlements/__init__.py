"""The rules: facts, programs, dated figures and a three-valued engine that says what a household can probably get.

Pure: no clock, no network, no files except the rule packs named by the caller. Runs on Python 3.10 and 3.12 and gives
the same bytes on both. This package imports nothing when imported, so that the protocol can use `entitlements.values`
without paying for YAML.
"""
