"""Random stories about claims: a small world, its people, what they try, what holds."""
