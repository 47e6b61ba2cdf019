"""Waymark in containers: what `docker-compose.yml` stands on."""
