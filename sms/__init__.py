"""A text message as a value, consent words, and Twilio in and out.

Only the files named `twilio_*.py` know the provider's library. This room knows neither `voice` nor `assistant`.
"""
