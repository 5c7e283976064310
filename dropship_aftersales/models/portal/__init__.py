"""What customers and suppliers do on their pages, and what they may read."""
