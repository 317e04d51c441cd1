"""Who may do what in rectification."""
