"""The checker that every flow test ends with."""

from .checker import BooksMixin as BooksMixin
