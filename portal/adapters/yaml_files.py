"""YAML that people write by hand: plain data only, with the traps of YAML 1.1 taken out."""

import re
from typing import Any

import yaml

from portal.domain.files import WrongFile

LONGEST = 2_000_000
DEEPEST = 50
_OTHER_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")


class _Loader(yaml.SafeLoader):
    """Reads `no` as a word, 08:30 as a text and 0180 as a text; refuses names that stand twice, and aliases."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self._depth += 1
        if self._depth > DEEPEST or self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="alias or too deep", problem_mark=self.get_mark())
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for name, _ in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="name", problem_mark=name.start_mark)
            if name.value in seen:
                raise yaml.MarkedYAMLError(problem="name twice", problem_mark=name.start_mark)
            seen.add(name.value)
        return super().construct_mapping(node, deep=deep)


class _Dumper(yaml.SafeDumper):
    """Writes several lines of text as a block, and never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = '"' if _OTHER_LINE_ENDS.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+][0-9]+)?$", "-+0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("timestamp", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))
_Dumper.add_representer(str, _represent_text)


def load(source: str | bytes) -> Any:
    """Return the plain data: mappings in the order written, lists, texts, numbers, true/false, null, dates.

    Raises WrongFile with the line: not UTF-8, too long, not YAML, a name twice, an alias, or a tag for other types.
    """
    if len(source) > LONGEST:
        raise WrongFile("file.too-long")
    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of SafeLoader
    except UnicodeDecodeError as error:
        raise WrongFile("file.not-utf-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise WrongFile("file.not-yaml", {"line": str(mark.line + 1) if mark else "1"}) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise WrongFile("file.not-yaml", {"line": "1"}) from error


def dump(data: Any) -> str:
    """Write plain data so that `load` gives the same back: order kept, letters as they are, long texts as blocks."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False)
