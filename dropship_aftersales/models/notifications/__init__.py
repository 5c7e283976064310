"""Who is told what, and the outbox that tells them."""
