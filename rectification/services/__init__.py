"""What people and tasks do in rectification: one module per aggregate."""
