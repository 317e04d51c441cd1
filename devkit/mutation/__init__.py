"""`./dev mutate`: small lies told about the product, one at a time, and whether a test notices (docs/testing.md, docs/adr/0011)."""
