# Written by factorygen from users.py, which you may edit.

from typing import Any

from factory.declarations import SelfAttribute as SelfAttribute
from factory.declarations import Sequence as Sequence
from factory.declarations import SubFactory as SubFactory
from factory.declarations import Trait as Trait
from factory.faker import Faker as Faker

from case_layout_package.users import Address as Address
from case_layout_package.users import User as User

from ..factory_base import BaseFactory as BaseFactory
from ..factory_base import Children as Children
from ..factory_base import Key as Key

class UserFactory(BaseFactory[User]):
    def __new__(  # type: ignore[misc]
        cls,
        *,
        id: Any = ...,
        kind: Any = ...,
        email: Any = ...,
        phone: Any = ...,
        last_order_id: Any = ...,
        orders: Any = ...,
        last_order: Any = ...,
        with_last_order: bool = ...,
        **kwargs: Any,
    ) -> User: ...
    @classmethod
    def build(
        cls,
        *,
        id: Any = ...,
        kind: Any = ...,
        email: Any = ...,
        phone: Any = ...,
        last_order_id: Any = ...,
        orders: Any = ...,
        last_order: Any = ...,
        with_last_order: bool = ...,
        **kwargs: Any,
    ) -> User: ...
    @classmethod
    def create(
        cls,
        *,
        id: Any = ...,
        kind: Any = ...,
        email: Any = ...,
        phone: Any = ...,
        last_order_id: Any = ...,
        orders: Any = ...,
        last_order: Any = ...,
        with_last_order: bool = ...,
        **kwargs: Any,
    ) -> User: ...
    @classmethod
    def build_batch(
        cls,
        size: int,
        *,
        id: Any = ...,
        kind: Any = ...,
        email: Any = ...,
        phone: Any = ...,
        last_order_id: Any = ...,
        orders: Any = ...,
        last_order: Any = ...,
        with_last_order: bool = ...,
        **kwargs: Any,
    ) -> list[User]: ...
    @classmethod
    def create_batch(
        cls,
        size: int,
        *,
        id: Any = ...,
        kind: Any = ...,
        email: Any = ...,
        phone: Any = ...,
        last_order_id: Any = ...,
        orders: Any = ...,
        last_order: Any = ...,
        with_last_order: bool = ...,
        **kwargs: Any,
    ) -> list[User]: ...

class AddressFactory(BaseFactory[Address]):
    def __new__(  # type: ignore[misc]
        cls,
        *,
        id: Any = ...,
        user_id: Any = ...,
        order_id: Any = ...,
        city: Any = ...,
        user: Any = ...,
        order: Any = ...,
        **kwargs: Any,
    ) -> Address: ...
    @classmethod
    def build(
        cls,
        *,
        id: Any = ...,
        user_id: Any = ...,
        order_id: Any = ...,
        city: Any = ...,
        user: Any = ...,
        order: Any = ...,
        **kwargs: Any,
    ) -> Address: ...
    @classmethod
    def create(
        cls,
        *,
        id: Any = ...,
        user_id: Any = ...,
        order_id: Any = ...,
        city: Any = ...,
        user: Any = ...,
        order: Any = ...,
        **kwargs: Any,
    ) -> Address: ...
    @classmethod
    def build_batch(
        cls,
        size: int,
        *,
        id: Any = ...,
        user_id: Any = ...,
        order_id: Any = ...,
        city: Any = ...,
        user: Any = ...,
        order: Any = ...,
        **kwargs: Any,
    ) -> list[Address]: ...
    @classmethod
    def create_batch(
        cls,
        size: int,
        *,
        id: Any = ...,
        user_id: Any = ...,
        order_id: Any = ...,
        city: Any = ...,
        user: Any = ...,
        order: Any = ...,
        **kwargs: Any,
    ) -> list[Address]: ...
