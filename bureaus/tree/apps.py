from django.apps import AppConfig


class BureausTreeConfig(AppConfig):
    """The bureaus and their hierarchy."""

    name = "bureaus.tree"
    label = "bureaus_tree"
    verbose_name = "教育局"

    def ready(self) -> None:
        from afterschool.tenancy import scopes
        from bureaus.tree import reports as directory

        scopes.register_ancestor_lookup(directory.ancestor_ids_of)
