"""The sector in figures. Reporting publishes no events: it reads everybody's."""
