"""Photographs every screen: `make screenshots`."""
