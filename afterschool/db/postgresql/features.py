from django.db.backends.postgresql import features

from afterschool.db.postgresql.keys import tenant_field


class DatabaseFeatures(features.DatabaseFeatures):
    def allows_group_by_selected_pks_on_model(self, model):
        """GROUP BY id alone does not determine a row whose key is (id, bureau_id)."""
        return tenant_field(model) is None and super().allows_group_by_selected_pks_on_model(model)
