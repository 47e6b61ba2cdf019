"""What those who run the platform ask of every service."""
