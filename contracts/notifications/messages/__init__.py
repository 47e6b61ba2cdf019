"""What notifications is asked and answers: a module for each theme.

`services/notifications/service` has the RPC methods that take them, in modules of the same themes.
"""
