"""Pages of clue reports: one module per aggregate."""
