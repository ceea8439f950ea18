from django.core.management.base import BaseCommand, CommandError

from people.models import User


class Command(BaseCommand):
    help = "Let somebody who lost the device sign in with the password alone. Ends all of the user's sessions."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody is called {username} here.")
        user.forget_second_factor()
        self.stdout.write(f"{username} signs in with the password alone.")
