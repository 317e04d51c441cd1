from django.contrib import admin

from afterschool.pages.admin import BureauAdmin
from bureaus.tree.models import Bureau

admin.site.register(Bureau, BureauAdmin)
