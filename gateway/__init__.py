"""The only door: REST API, web client and live updates. Keeps no state but what it can ask for."""
