"""The rules of figures: what is counted, what is hidden, who may compare."""
