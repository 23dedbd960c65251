"""The doors: texts from the provider, the desk, and in development a phone to try it with."""
