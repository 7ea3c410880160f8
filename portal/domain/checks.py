"""What `gensvar check` can find: a fault by its code, and whether it makes the portal wrong or only warns."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """One fault: what it is, where, and what fills its sentence. A `warning` alone leaves the status at 0."""

    code: str
    where: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    warning: bool = False
