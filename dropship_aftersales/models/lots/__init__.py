"""Lots and serial numbers of what is claimed and comes back."""
