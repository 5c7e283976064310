"""Where a claim stands, in words, and what its screens show."""
