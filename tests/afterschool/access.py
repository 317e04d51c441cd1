"""Who reaches the routes of the project itself."""

from tests.people import Public

PUBLIC: Public = {
    "health": "The load balancer asks.",
    "show_schema": "The description of the API holds no data.",
}
