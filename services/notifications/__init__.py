"""Tells systems by webhooks, and people by e-mail and in the web client."""
