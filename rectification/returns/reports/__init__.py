"""Figures of rectification: one module per aggregate."""
