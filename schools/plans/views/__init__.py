"""Pages of schools, by audience and subject."""
