"""Factories for the models in ``case_defaults.models``.

``SettingFactory()`` saves a setting; ``SettingFactory.build()`` makes the same objects
without a database.
"""

from factory.declarations import Sequence

from case_defaults.models import Setting

from .factory_base import BaseFactory


class SettingFactory(BaseFactory[Setting]):
    class Meta:
        model = Setting

    name = Sequence(lambda n: f"Setting {n}")
