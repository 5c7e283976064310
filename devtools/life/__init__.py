"""The life of the addons in a database: upgraded, moved, removed, installed again."""
