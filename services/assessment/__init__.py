"""Models, and where councils say that they are and want to be."""
