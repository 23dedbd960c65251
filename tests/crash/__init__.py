"""Everything is killed with -9 between named steps while people text; nothing may be lost and nothing doubled."""
