"""The commands of `handrail`, one file each; `assistant.cli` puts them together."""
