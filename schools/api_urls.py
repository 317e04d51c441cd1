from rest_framework.routers import SimpleRouter

from schools.plans.api import SchoolViewSet, ServicePlanViewSet

router = SimpleRouter()
router.register("schools", SchoolViewSet, basename="api-school")
router.register("plans", ServicePlanViewSet, basename="api-plan")
urlpatterns = router.urls
