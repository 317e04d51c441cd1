"""Django's PostgreSQL backend, taught that a tenant row's key is (id, bureau_id).

On every tenant table it emits `PRIMARY KEY (id, bureau_id)` and `UNIQUE (id)`; every foreign key between two
tenant tables becomes `(x_id, bureau_id) -> (id, bureau_id)`, so a row cannot point at another bureau's row.
Python sees a plain `id` and a plain foreign key. Why and what was measured: docs/adr/0002.
"""
