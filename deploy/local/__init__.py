"""The whole platform on one machine: a private RabbitMQ, a private MongoDB, every service."""
