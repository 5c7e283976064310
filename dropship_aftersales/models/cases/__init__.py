"""Supplier cases: what suppliers are asked, answer, receive and owe."""
