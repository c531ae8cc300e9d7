# Written by factorygen from orders.py, which you may edit.

from typing import Any

from factory.declarations import SelfAttribute as SelfAttribute
from factory.declarations import SubFactory as SubFactory
from factory.faker import Faker as Faker

from case_isolated_package.orders import Customer as Customer
from case_isolated_package.orders import Order as Order

from ..factory_base import BaseFactory as BaseFactory
from ..factory_base import Children as Children
from .users import UserFactoryBase as UserFactoryBase

class OrderFactoryBase(BaseFactory[Order]):
    def __new__(  # type: ignore[misc]
        cls,
        *,
        id: Any = ...,
        user_id: Any = ...,
        total: Any = ...,
        user: Any = ...,
        **kwargs: Any,
    ) -> Order: ...
    @classmethod
    def build(
        cls,
        *,
        id: Any = ...,
        user_id: Any = ...,
        total: Any = ...,
        user: Any = ...,
        **kwargs: Any,
    ) -> Order: ...
    @classmethod
    def create(
        cls,
        *,
        id: Any = ...,
        user_id: Any = ...,
        total: Any = ...,
        user: Any = ...,
        **kwargs: Any,
    ) -> Order: ...
    @classmethod
    def build_batch(
        cls,
        size: int,
        *,
        id: Any = ...,
        user_id: Any = ...,
        total: Any = ...,
        user: Any = ...,
        **kwargs: Any,
    ) -> list[Order]: ...
    @classmethod
    def create_batch(
        cls,
        size: int,
        *,
        id: Any = ...,
        user_id: Any = ...,
        total: Any = ...,
        user: Any = ...,
        **kwargs: Any,
    ) -> list[Order]: ...

class IsolatedOrderFactory(OrderFactoryBase): ...
class OrderFactory(OrderFactoryBase): ...

class CustomerFactoryBase(UserFactoryBase):
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
        card: Any = ...,
        **kwargs: Any,
    ) -> Customer: ...
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
        card: Any = ...,
        **kwargs: Any,
    ) -> Customer: ...
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
        card: Any = ...,
        **kwargs: Any,
    ) -> Customer: ...
    @classmethod
    def build_batch(  # type: ignore[override]
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
        card: Any = ...,
        **kwargs: Any,
    ) -> list[Customer]: ...
    @classmethod
    def create_batch(  # type: ignore[override]
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
        card: Any = ...,
        **kwargs: Any,
    ) -> list[Customer]: ...

class IsolatedCustomerFactory(CustomerFactoryBase): ...
class CustomerFactory(CustomerFactoryBase): ...
