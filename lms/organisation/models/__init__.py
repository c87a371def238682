"""Facts about staff. Every one carries the dates it was true and when we learnt it. Never in the CMS."""

from lms.organisation.models.imports import StaffImport, StaffUpload
from lms.organisation.models.jobs import Absence, Job, JobVersion, ManagerLink, WorkerType
from lms.organisation.models.roles import Role, RoleAssignment
from lms.organisation.models.units import Unit, UnitVersion

__all__ = [
    "Absence",
    "Job",
    "JobVersion",
    "ManagerLink",
    "Role",
    "RoleAssignment",
    "StaffImport",
    "StaffUpload",
    "Unit",
    "UnitVersion",
    "WorkerType",
]
