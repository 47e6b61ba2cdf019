"""Resources, offers of help and peers."""
