from models import Usr
