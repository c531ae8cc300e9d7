"""Models of two modules, which need each other."""

from .base import Base as Base
from .orders import Customer as Customer
from .orders import Order as Order
from .users import Address as Address
from .users import User as User
