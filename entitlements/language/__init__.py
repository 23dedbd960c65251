"""The rule language: text -> typed tree -> three-valued result with ranges. For readers: docs/rules-language.md."""
