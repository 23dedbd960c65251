"""How a message gets its intent: training texts are widened with realistic noise, classified, and calibrated."""
