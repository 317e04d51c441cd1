"""No tables of its own: Django sends post_migrate, on which the walls are built, only to apps with a models module."""
