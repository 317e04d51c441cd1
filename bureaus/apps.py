from django.apps import AppConfig


class BureausConfig(AppConfig):
    name = "bureaus"
    verbose_name = "教育局"

    def ready(self) -> None:
        from afterschool import tenancy
        from bureaus import directory

        tenancy.know_tree(directory.ancestor_ids_of)
