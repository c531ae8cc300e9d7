"""What each command would do once more: loading what Faker has, and reading templates."""

from factory.faker import Faker

from factorygen.render import templates

Faker._get_faker()
for name in templates().list_templates():
    templates().get_template(name)
