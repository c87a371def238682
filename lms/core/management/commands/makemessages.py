"""Django's own, which also knows the name that some modules give to the lazy translation beside the immediate one."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=_lazy"]
