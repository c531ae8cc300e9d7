"""Declarative mapping as before SQLAlchemy 2.0: declarative_base(), Column, backref, no annotation."""

import datetime

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import backref, declarative_base, declared_attr, relationship

Base = declarative_base()


class Stamped:
    created_at = Column(DateTime, default=datetime.datetime.now, nullable=False)


class Named:
    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()

    id = Column(Integer, primary_key=True)
    name = Column(String(60), nullable=False)


post_label = Table(
    "post_label",
    Base.metadata,
    Column("post_id", ForeignKey("post.id"), primary_key=True),
    Column("label_id", ForeignKey("label.id"), primary_key=True),
)


class Blog(Named, Stamped, Base):
    is_public = Column(Boolean, default=True)


class Label(Named, Base):
    __table_args__ = (UniqueConstraint("name"), {"mysql_engine": "InnoDB"})


class Post(Named, Stamped, Base):
    blog_id = Column(Integer, ForeignKey("blog.id", ondelete="CASCADE"), nullable=False)
    body = Column("text", Text, nullable=False)
    parent_id = Column(Integer, ForeignKey("post.id"))

    blog = relationship("Blog", backref=backref("posts", order_by="Post.id", cascade="all, delete-orphan"))
    labels = relationship("Label", secondary=post_label, backref="posts")
    answers = relationship("Post", backref=backref("parent", remote_side="Post.id"))
