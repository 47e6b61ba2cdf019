"""What Waymark can take, beside a monolith that somebody might write instead."""
