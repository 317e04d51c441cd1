"""Who reaches the routes of afterschool.pages."""

from tests.people import Public

PUBLIC: Public = {
    "show_gallery": "404 but for developers.",
}
