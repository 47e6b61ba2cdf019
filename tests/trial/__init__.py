"""A small service for tests of the backbone: things that are added, counted up, and told of."""
