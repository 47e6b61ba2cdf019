"""The words that services share: events, RPC messages, errors. Imports nothing else of ours."""
