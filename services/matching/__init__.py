"""What and who can help a council with a step: resources, offers of help, peers."""
