"""What suppliers promise us, and what we cannot recover."""
