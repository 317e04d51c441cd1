"""Forms of rectification: one module per aggregate."""
