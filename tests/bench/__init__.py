"""`make bench`: how fast and how big, next to a stock Rasa bot in the same run."""
