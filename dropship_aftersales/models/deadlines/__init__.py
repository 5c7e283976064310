"""Until when each party should act, and what silence means."""
