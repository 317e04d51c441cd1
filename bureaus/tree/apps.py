from django.apps import AppConfig


class BureausTreeConfig(AppConfig):
    """The bureaus and which stands above which."""

    name = "bureaus.tree"
    label = "bureaus_tree"
    verbose_name = "教育局"

    def ready(self) -> None:
        from afterschool.tenancy import scopes
        from bureaus.tree import reports as tree_reports

        scopes.know_tree(tree_reports.ancestor_ids_of)
