"""Settings of companies and users."""
