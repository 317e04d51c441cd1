"""Documents of rectification: one module per aggregate."""
