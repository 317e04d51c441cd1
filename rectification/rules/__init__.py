"""Rules of rectification, pure: one module per aggregate."""
