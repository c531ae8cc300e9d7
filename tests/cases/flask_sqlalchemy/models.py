"""Flask-SQLAlchemy: names of tables from names of classes, a default and a validator that need the application."""

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import validates

db = SQLAlchemy()


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.update(SQLALCHEMY_DATABASE_URI="sqlite://", PAGE_SIZE=20, DOMAIN="example.com")
    db.init_app(app)
    return app


class UserRole(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40), unique=True, nullable=False)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    page_size = db.Column(db.Integer, nullable=False, default=lambda: current_app.config["PAGE_SIZE"])
    role_id = db.Column(db.Integer, db.ForeignKey("user_role.id"), nullable=False)
    type = db.Column(db.String(20), nullable=False)

    __mapper_args__ = {"polymorphic_on": type, "polymorphic_identity": "user"}

    role = db.relationship("UserRole", backref=db.backref("users", lazy="dynamic"))

    @validates("email")
    def check_email(self, key, value):
        if not value.endswith("@" + current_app.config["DOMAIN"]):
            raise ValueError("not one of ours")
        return value


class AdminUser(User):
    __mapper_args__ = {"polymorphic_identity": "admin"}

    id = db.Column(db.Integer, db.ForeignKey("user.id"), primary_key=True)
    level = db.Column(db.SmallInteger, nullable=False)
