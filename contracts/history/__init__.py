"""What events were in all releases so far, and that nothing which could read them ever broke."""
