"""Writes src/sensing_client/api_types.py from the API document.

    python3 clients/python/scripts/make_types.py [--check]

With --check nothing is written, and the exit code is 1 when the file is not what the document says.
"""

import json
import keyword
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parents[2] / "api-spec" / "openapi.json"
TARGET = HERE.parent / "src" / "sensing_client" / "api_types.py"

# What the client sends and receives; everything that these refer to is written, too.
ROOTS = (
    "AssociationsBody",
    "ClustersBody",
    "ClustersRequest",
    "ComparisonBody",
    "ComparisonRequest",
    "Framework",
    "FrameworksBody",
    "Job",
    "JobsBody",
    "MeBody",
    "PatternsBody",
    "PatternsRequest",
    "Problem",
    "SearchBody",
    "Selection",
    "TrendsBody",
    "TrendsRequest",
    "WordsBody",
    "WordsRequest",
    # Of exports, where the service has them.
    "ExportBody",
    "ExportRequest",
    "ExportsBody",
)

HEAD = '''"""The shapes of what the service sends and receives.

Written by scripts/make_types.py from api-spec/openapi.json; not edited by hand.
"""

import sys
from typing import Any, Literal, TypeAlias, TypedDict

if sys.version_info >= (3, 11):
    from typing import NotRequired
else:
    from typing_extensions import NotRequired

'''

Schema = dict[str, Any]


class Writer:
    def __init__(self, schemas: dict[str, Schema]) -> None:
        self.schemas = schemas
        self.wanted: list[str] = []

    def reference(self, name: str) -> str:
        if name not in self.wanted:
            self.wanted.append(name)
        return name

    def type_of(self, schema: Schema) -> str:
        """The Python type of a schema, as an expression."""
        if "$ref" in schema:
            return self.reference(schema["$ref"].rsplit("/", 1)[-1])
        if "enum" in schema or "const" in schema:
            values = schema.get("enum", [schema.get("const")])
            return "Literal[" + ", ".join(json.dumps(value, ensure_ascii=False) for value in values) + "]"
        for union in ("oneOf", "anyOf"):
            if union in schema:
                return joined(self.type_of(one) for one in schema[union])
        if "allOf" in schema and len(schema["allOf"]) == 1:
            return self.type_of(schema["allOf"][0])
        kinds = schema.get("type", "any")
        return joined(self.of_kind(kind, schema) for kind in (kinds if isinstance(kinds, list) else [kinds]))

    def of_kind(self, kind: str, schema: Schema) -> str:
        if kind == "array":
            return f"list[{self.type_of(schema.get('items', {}))}]"
        if kind == "object":
            more = schema.get("additionalProperties")
            return f"dict[str, {self.type_of(more)}]" if isinstance(more, dict) else "dict[str, Any]"
        simple = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
        return simple.get(kind, "Any")

    def fields(self, schema: Schema) -> dict[str, str]:
        """The fields of an object and of all that it is made of."""
        if "$ref" in schema:
            return self.fields(self.schemas[schema["$ref"].rsplit("/", 1)[-1]])
        found: dict[str, str] = {}
        for part in schema.get("allOf", []):
            found |= self.fields(part)
        required = schema.get("required", [])
        for name, own in schema.get("properties", {}).items():
            written = self.type_of(own)
            found[name] = written if name in required else f"NotRequired[{written}]"
        return found

    def written(self, name: str) -> str:
        schema = self.schemas[name]
        fields = self.fields(schema)
        if not fields:
            return f"{name}: TypeAlias = {quoted(self.type_of(schema))}"
        if all(field.isidentifier() and not keyword.iskeyword(field) for field in fields):
            about = str(schema.get("description") or f"The fields of {name}.").split("\n\n")[0].replace("\n", " ")
            lines = [f"class {name}(TypedDict):", f'    """{wrapped(about)}"""', ""]
            return "\n".join(lines + [f"    {field}: {quoted(kind)}" for field, kind in fields.items()])
        members = ",\n".join(f"        {json.dumps(field)}: {quoted(kind)}" for field, kind in fields.items())
        return f'{name} = TypedDict(\n    "{name}",\n    {{\n{members},\n    }},\n)'


def joined(kinds: Any) -> str:
    return " | ".join(dict.fromkeys(kinds))


def quoted(kind: str) -> str:
    """A type that may refer to one that comes later."""
    plain = ("str", "int", "float", "bool", "None", "Any")
    if kind in plain:
        return kind
    if kind.startswith("NotRequired["):
        inner = kind.removeprefix("NotRequired[").removesuffix("]")
        return f"NotRequired[{quoted(inner)}]"
    return "'" + kind + "'"


def wrapped(text: str) -> str:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > 95:
            lines.append(line.rstrip())
            line = ""
        line += word + " "
    lines.append(line.rstrip())
    return "\n    ".join(lines) + ("\n    " if len(lines) > 1 else "")


def types(document: dict[str, Any]) -> str:
    schemas = document["components"]["schemas"]
    writer = Writer(schemas)
    for root in ROOTS:
        if root in schemas:
            writer.reference(root)
    written: dict[str, str] = {}
    while len(written) < len(writer.wanted):
        for name in list(writer.wanted):
            if name not in written:
                written[name] = writer.written(name)
    aliases = [text for _, text in sorted(written.items()) if not text.startswith("class ") and "TypedDict(" not in text]
    functional = [text for _, text in sorted(written.items()) if "TypedDict(\n" in text]
    classes = [text for _, text in sorted(written.items()) if text.startswith("class ")]
    return HEAD + "\n\n".join(["\n".join(aliases), *functional, "\n\n\n".join(classes)]) + "\n"


def main() -> int:
    text = types(json.loads(DOCUMENT.read_text(encoding="utf-8")))
    if "--check" in sys.argv[1:]:
        if TARGET.read_text(encoding="utf-8") == text:
            return 0
        print(f"{TARGET.name} is not what the API document says; run {Path(__file__).name}", file=sys.stderr)
        return 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
