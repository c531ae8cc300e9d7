from app.settings import load

settings = load("development")
engine = settings["engine"]
