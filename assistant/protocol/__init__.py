"""What the two runtimes say to each other: State, Turn, Learnt, Effect. Standard library only, Python 3.10 syntax."""
