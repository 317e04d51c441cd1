from django.db.backends.postgresql import base

from afterschool.db.postgresql.features import DatabaseFeatures
from afterschool.db.postgresql.schema import DatabaseSchemaEditor


class DatabaseWrapper(base.DatabaseWrapper):
    """bigserial instead of IDENTITY: a distributed table cannot be altered with identity columns."""

    data_types = {**base.DatabaseWrapper.data_types, "AutoField": "serial", "BigAutoField": "bigserial"}
    data_types_suffix: dict[str, str] = {}
    SchemaEditorClass = DatabaseSchemaEditor
    features_class = DatabaseFeatures
