from rest_framework.routers import SimpleRouter

from rectification.indicators.api import IndicatorViewSet

router = SimpleRouter()
router.register("indicators", IndicatorViewSet, basename="api-indicator")
urlpatterns = router.urls
