"""Systems outside that listen over AMQP, as the operator makes and sees them."""
