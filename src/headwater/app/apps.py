"""The name that Django knows us by."""

from django.apps import AppConfig


class HeadwaterConfig(AppConfig):
    name = "headwater.app"
    label = "headwater"
    default_auto_field = "django.db.models.BigAutoField"
