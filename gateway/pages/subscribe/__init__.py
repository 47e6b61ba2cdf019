"""For the systems that listen: how to receive barrier events, and an organisation's webhooks."""

from gateway.pages.subscribe import deliveries, running, ways, webhooks

routes = [*ways.routes, *webhooks.routes, *running.routes, *deliveries.routes]
