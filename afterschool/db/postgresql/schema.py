from django.db.backends.ddl_references import Columns
from django.db.backends.postgresql import schema

from afterschool.db.postgresql.keys import TENANT_FIELD, partition_field, tenant_field


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    sql_create_column_inline_fk = None  # add_field() then takes the composite path of _create_fk_sql()

    def _iter_column_sql(self, column_db_type, params, model, field, field_db_params, include_default):
        tenant = tenant_field(model)
        pieces = super()._iter_column_sql(column_db_type, params, model, field, field_db_params, include_default)
        for piece in pieces:
            if tenant is None or piece not in {"PRIMARY KEY", "UNIQUE"}:
                yield piece

    def table_sql(self, model):
        sql, params = super().table_sql(model)
        tenant = tenant_field(model)
        if tenant is None or not sql:
            return sql, params
        sql = f"{sql.rstrip()[:-1]}, {', '.join(self._tenant_keys(model, tenant))})"
        day = partition_field(model)
        if day is not None:
            sql += f" PARTITION BY RANGE ({self.quote_name(day.column)})"
        return sql, params

    def _tenant_keys(self, model, tenant) -> list[str]:
        table, quote = model._meta.db_table, self.quote_name
        pk, day = model._meta.pk, partition_field(model)
        key = [pk.column, tenant.column] + ([day.column] if day is not None else [])
        keys = [f"CONSTRAINT {quote(table + '_pkey')} PRIMARY KEY ({', '.join(map(quote, key))})"]
        if day is None:
            keys.append(f"CONSTRAINT {quote(table + '_id_guard')} UNIQUE ({quote(pk.column)})")
        keys += [
            self._one_to_one_key(model, field, tenant)
            for field in model._meta.local_concrete_fields
            if field.unique and not field.primary_key and field is not tenant
        ]
        return keys

    def _one_to_one_key(self, model, field, tenant) -> str:
        name = self._create_index_name(model._meta.db_table, [tenant.column, field.column], "_key")
        columns = f"{self.quote_name(field.column)}, {self.quote_name(tenant.column)}"
        return f"CONSTRAINT {self.quote_name(name)} UNIQUE ({columns})"

    def create_model(self, model):
        super().create_model(model)
        if partition_field(model) is not None:
            table = model._meta.db_table
            default = self.quote_name(f"{table}_default")
            self.execute(f"CREATE TABLE {default} PARTITION OF {self.quote_name(table)} DEFAULT")

    def add_field(self, model, field):
        if field.name == TENANT_FIELD and not field.null:
            raise ValueError(f"{model._meta.label}: create a tenant table with its bureau, do not add it later")
        super().add_field(model, field)
        tenant = tenant_field(model)
        if tenant is not None and field.unique and field.column:
            key = self._one_to_one_key(model, field, tenant)
            self.execute(f"ALTER TABLE {self.quote_name(model._meta.db_table)} ADD {key}")

    def _create_fk_sql(self, model, field, suffix):
        statement = super()._create_fk_sql(model, field, suffix)
        target = field.target_field.model
        here, there = tenant_field(model), tenant_field(target)
        if there is not None and here is None:
            raise ValueError(f"{model._meta.label}.{field.name} points from a shared table into a tenant table")
        if here is not None and there is not None:
            statement.parts["column"] = Columns(model._meta.db_table, [field.column, here.column], self.quote_name)
            statement.parts["to_column"] = Columns(
                target._meta.db_table, [field.target_field.column, there.column], self.quote_name
            )
        if here is not None:
            statement.parts["deferrable"] = ""  # refused at the statement, not at COMMIT
        return statement
