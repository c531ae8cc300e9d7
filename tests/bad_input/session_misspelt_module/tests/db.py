from sqlalchemy import create_engine
from sqlalchemy.orm import Session, scoped_session, sessionmaker

engine = create_engine("sqlite://")
Maker = sessionmaker(engine)
Scoped = scoped_session(Maker)


def get_session() -> Session:
    return Scoped()


def get_db():
    with Maker() as session:
        yield session
