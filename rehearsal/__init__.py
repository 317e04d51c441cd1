"""The demonstration: four counties at work, with plainly fictional people. Deterministic; made by `load_demo`."""
