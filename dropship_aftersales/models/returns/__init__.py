"""Goods on their way back, and those that never left."""
