"""What every service stands on: units of work, outbox and relay, subscriptions, RPC, health."""
