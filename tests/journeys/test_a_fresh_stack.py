"""The whole platform as `make run` starts it; by its name before the tests that put it to work."""

import json

import psutil
import pytest

from contracts.topology import SERVICES
from deploy.local.processes import Process

AT_REST_MIB = 900


def everything(stack) -> list[Process]:
    return [*stack.servers.processes.values(), *stack.processes.values()]


def test_every_process_of_the_platform_takes_work(stack):
    assert set(stack.processes) == {f"{name}-1" for name in (*SERVICES, "gateway")}
    assert all(process.command.ready() for process in everything(stack))


def test_the_demo_says_where_to_go_and_who_can_sign_in(stack):
    demo = json.loads(stack.demo_file.read_text())
    assert demo["url"] == stack.url
    # A subscriber of its own, never the platform's user.
    who, _, where = demo["amqp_url"].partition("@")
    assert (who.startswith("amqp://demo-listener:"), where) == (True, stack.amqp_url.split("@")[1])
    assert {"email", "password", "role"} <= demo["accounts"][0].keys()
    assert {"key", "role"} <= demo["api_keys"][0].keys()


def test_loading_the_demo_again_changes_no_sign_in(stack):
    before = json.loads(stack.demo_file.read_text())["accounts"]
    stack.load_demo()
    assert json.loads(stack.demo_file.read_text())["accounts"] == before


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_is_killed_comes_back(stack, name):
    process = stack.processes[f"{name}-1"]
    before = process.pid
    process.kill()
    process.wait_revived(before)
    process.wait_ready()


def test_the_platform_at_rest_needs_less_memory_than_promised(stack):
    # Shared pages count once: the proportional size, not the resident one.
    sizes = {
        process.name: psutil.Process(process.pid).memory_full_info().pss / 2**20
        for process in everything(stack)
    }
    assert sum(sizes.values()) < AT_REST_MIB, sizes
