"""The rules: what a model is, what an answer may say, how an assessment goes on."""
