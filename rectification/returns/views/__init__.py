"""Pages of rectification: one module per aggregate."""
