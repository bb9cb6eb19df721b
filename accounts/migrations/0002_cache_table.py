"""The table of the shared cache: rate limits and used codes (docs/adr/0050-second-factor.md)."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    # mfa early: each of its changes would reload every model that knows a person
    dependencies = [("accounts", "0001_initial"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
