from models import User


class UserFactory(BaseFactory[User]
    pass
