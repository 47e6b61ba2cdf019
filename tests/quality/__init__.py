"""How good what is found is, on pairs written by hand."""
