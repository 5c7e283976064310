"""What we promise customers, and what follows from it for a claim."""
