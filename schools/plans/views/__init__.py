"""Pages of plans and of the register of schools."""
