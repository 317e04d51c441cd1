from django.apps import AppConfig


class ProvidersRegisterConfig(AppConfig):
    name = "providers.register"
    label = "providers_register"
    verbose_name = "第三方机构"
