"""A base that saves to an AsyncSession too, because the project says so."""

from typing import Optional

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    email: Mapped[str] = mapped_column(String(80), unique=True)
    manager_id: Mapped[Optional[int]] = mapped_column(ForeignKey("user.id"))

    manager: Mapped[Optional["User"]] = relationship(remote_side=id)
    clients: Mapped[list["Client"]] = relationship(back_populates="user")


class Client(Base):
    __tablename__ = "client"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    user: Mapped[User] = relationship(back_populates="clients")


class Note(Base):
    """Its key is no relationship, so that its client is flushed first."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(200))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
