"""Only actions write to the database (docs/architecture.md). Read from the syntax trees.

Written exceptions: migrations; seed commands (`demo`, `prepare` and what they call); `personal_data`, whose erasing is
part of accounts' own action; Wagtail, which writes its own pages through its own views.
"""

import ast

from tests.architecture.sources import python_files, tree

WRITES = {"create", "acreate", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITES_ON_ROWS = {"save", "asave", "delete", "adelete", "update", "aupdate", "add_child", "publish"}
MAY_WRITE = {"actions", "migrations", "demo", "prepare", "personal_data"}


def is_rows(node: ast.AST) -> bool:
    """Whether an expression speaks of rows: `X.objects`, or what a queryset's methods gave."""
    words = {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
    return bool(words & {"objects", "filter", "exclude", "select_for_update", "all", "_default_manager"})


def writes_in(file) -> list[str]:
    found = []
    for node in ast.walk(tree(file)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, on = node.func.attr, node.func.value
        plain_save = name in {"save", "asave"} and any(word.arg == "update_fields" for word in node.keywords)
        if (name in WRITES | WRITES_ON_ROWS and is_rows(on)) or plain_save or name in {"bulk_create", "bulk_update"}:
            found.append(f"{file}:{node.lineno} {ast.unparse(node.func)}")
    return found


def test_only_actions_write():
    found = []
    for file in python_files():
        if not set(file.with_suffix("").parts) & MAY_WRITE:
            found += writes_in(file)
    assert found == []


def test_the_test_sees_a_write(tmp_path, monkeypatch):
    for line in (
        "Circle.objects.create(name='x')",
        "Circle.objects.filter(pk=1).update(name='x')",
        "circle.save(update_fields=['name'])",
        "Circle.objects.filter(pk=1).delete()",
        "Circle._default_manager.get_or_create(name='x')",
    ):
        file = tmp_path / f"views{abs(hash(line))}.py"
        file.write_text(line)
        assert writes_in(file), line
