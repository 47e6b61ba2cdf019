"""Barrier events for the systems that listen: a feed to ask, and a stream to stay on."""
