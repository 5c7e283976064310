"""What customers are offered, and what they answer."""
