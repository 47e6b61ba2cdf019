"""Who is told of what: webhooks for systems, e-mail and news for people."""
