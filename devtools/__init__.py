"""What a newcomer needs to run, try and test the addons: `make` lists it."""
