"""Pages that only say something: accessibility, privacy, how to receive events."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.topology import events_exchange
from gateway.templating import render

PROGRAM = """\
import json
import kombu

# The address of the message broker, with the user and password that you were given
connection = kombu.Connection("amqp://user:password@broker.example.org//")
exchange = kombu.Exchange("{exchange}", "topic", passive=True)
queue = kombu.Queue("my-barriers", exchange, routing_key="barriers.#")

def received(body, message):
    event = json.loads(message.body)
    print(event["type"], event["subject"], event["data"])
    message.ack()

accept = ["application/cloudevents+json"]
with connection.Consumer(queue, callbacks=[received], accept=accept):
    while True:
        connection.drain_events()
""".format(exchange=events_exchange("barriers"))


async def say(template: str, request: Request) -> Response:
    return render(request, template, {"program": PROGRAM})


routes = [
    Route(f"/{name}", partial(say, f"about/{name}.html"), methods=["GET"])
    for name in ("accessibility", "privacy", "subscribe")
]
