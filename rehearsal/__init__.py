"""Invented people live a county's year: the standing proof (`./dev rehearse`), the demonstration and the load data (`load_demo`)."""
