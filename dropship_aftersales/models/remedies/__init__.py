"""What customers get: the remedy, and one strategy for each kind."""
