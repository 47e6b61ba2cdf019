"""``waymark doctor``: whether the live platform is as the code declares it."""
