"""Claims: their routes, decisions, money and ways in."""
