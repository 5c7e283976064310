"""The engine that moves documents along their routes."""
