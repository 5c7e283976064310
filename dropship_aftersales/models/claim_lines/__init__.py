"""The items of a claim: what is wrong, what is left to claim, who answers for it."""
