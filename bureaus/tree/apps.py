from django.apps import AppConfig


class BureausTreeConfig(AppConfig):
    """The bureaus and which stands above which."""

    name = "bureaus.tree"
    label = "bureaus_tree"
    verbose_name = "教育局"

    def ready(self) -> None:
        from afterschool.tenancy import scopes
        from bureaus.tree import reports as directory

        scopes.know_tree(directory.ancestor_ids_of)
