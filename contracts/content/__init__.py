"""The shapes of the product's words: what a file under `content/` must look like."""
