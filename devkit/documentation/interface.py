"""docs/openapi.yaml: the interface of /api/v1/."""

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer


def write_openapi() -> str:
    """The OpenAPI document as YAML; needs no database and no request."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    return OpenApiYamlRenderer().render(schema).decode()
