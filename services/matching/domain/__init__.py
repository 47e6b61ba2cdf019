"""The rules: what fits a step, who may be named, which places are alike."""
