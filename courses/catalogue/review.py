"""How a class reaches the public: Wagtail's workflow, one approval by the council's editors."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowState, WorkflowTask

from courses.catalogue.models import Provider, TaughtCourse
from courses.content.choices import EDITORS_GROUP

WORKFLOW = "Approval of classes"
TASK = "Approval of a class by a council editor"
RIGHTS = {TaughtCourse: ("view", "change", "publish", "unlock"), Provider: ("view", "add", "change")}


@transaction.atomic
def set_up_review() -> Workflow:
    """The workflow that classes go through, and the editors' rights to it. Keeps what an administrator has arranged;
    can be repeated. Returns the workflow that classes have."""
    group, _made = Group.objects.get_or_create(name=EDITORS_GROUP)
    for model, verbs in RIGHTS.items():
        group.permissions.add(*(_right(model, verb) for verb in verbs))
    kind = ContentType.objects.get_for_model(TaughtCourse)
    arranged = WorkflowContentType.objects.filter(content_type=kind, workflow__active=True).select_related("workflow")
    if found := arranged.first():
        return found.workflow
    task = GroupApprovalTask.objects.filter(name=TASK).first() or GroupApprovalTask.objects.create(name=TASK)
    task.groups.add(group)
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowContentType.objects.update_or_create(content_type=kind, defaults={"workflow": workflow})
    return workflow


def is_about_a_class(state: WorkflowState) -> bool:
    """Whether a workflow state is that of a class."""
    return state.base_content_type_id == ContentType.objects.get_for_model(TaughtCourse).pk


def _right(model: type, verb: str) -> Permission:
    # Made here where the migrations have not made it yet: Wagtail adds those of drafts after them.
    kind = ContentType.objects.get_for_model(model)
    right, _made = Permission.objects.get_or_create(
        content_type=kind,
        codename=f"{verb}_{kind.model}",
        defaults={"name": f"Can {verb} {kind.model_class()._meta.verbose_name}"},  # type: ignore[union-attr]
    )
    return right
