"""Run all tests side by side: files on a pile, processes that take them, one report."""
