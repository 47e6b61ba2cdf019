"""How barrier events get to webhooks: read from the feed, signed, posted, and tried again."""
