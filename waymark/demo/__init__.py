"""The demonstration: forty real councils with made-up answers, and people to sign in as."""
