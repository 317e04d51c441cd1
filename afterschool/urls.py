"""All routes. Everything of a bureau stands under its six-digit division code."""

from django.contrib import admin
from django.urls import include, path, register_converter
from drf_spectacular.views import SpectacularAPIView

from afterschool import health
from afterschool.pages import gallery
from afterschool.pages.access import public


class BureauCode:
    """GB/T 2260 division code in the URL: two browser tabs cannot mix two bureaus."""

    regex = "[0-9]{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(BureauCode, "bureau_code")
bureau_routes = [
    path("", include("bureaus.urls")),
    path("family/", include("accounts.family_urls")),
    path("", include("providers.urls")),
    path("", include("schools.urls")),
    path("", include("enrollment.urls")),
    path("", include("billing.urls")),
    path("", include("rectification.urls")),
]
api_routes = [
    path("", include("schools.api_urls")),
    path("", include("rectification.api_urls")),
]
urlpatterns = [
    path("healthz/", health.show_health, name="health"),
    path("design/", gallery.show_gallery, name="show_gallery"),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("api/v1/schema/", public(SpectacularAPIView.as_view()), name="show_schema"),
    path("api/v1/<bureau_code:bureau_code>/", include(api_routes)),
    path("<bureau_code:bureau_code>/", include(bureau_routes)),
]
