"""From the text of a request to an operation that may run: read, measured, validated, and kept for the next time.

The measuring comes before GraphQL's own validation, because some of its rules are themselves slow on a document made
to be slow. Sizes are of the document with every fragment spread out, each fragment measured once.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    parse,
    specified_rules,
    validate,
    visit,
)
from graphql.language import Visitor
from graphql.language.ast import DirectiveNode

from pop.api import limits
from pop.core.graphql import DEFAULT_PAGE, LARGEST_PAGE

_ROWS_OF_A_PLAIN_LIST = 5  # a list without pages is short by design; this is what it is taken for
_KEPT_TEXT = 8_000  # characters; longer documents are rare and not worth the memory
_KEPT_DOCUMENTS = 500
_OUR_NAMES = re.compile(r" (?:on|of) (?:required )?(?:type|field) '[^']*'| Did you mean .*\?")


class RequestRefused(Exception):
    """The request will not run. `over_limit` tells a limit from a mistake."""

    def __init__(self, errors: list[GraphQLError], *, over_limit: bool = False) -> None:
        super().__init__(errors[0].message)
        self.errors = errors
        self.over_limit = over_limit


@dataclass(frozen=True)
class Document:
    """A valid document. `weigh` still has to be asked with the variables: they can ask for more rows."""

    ast: DocumentNode
    operations: dict[str, OperationDefinitionNode]
    fragments: dict[str, FragmentDefinitionNode]

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The one to run. Raises RequestRefused when the name is missing or wrong."""
        if name:
            if found := self.operations.get(name):
                return found
            raise RequestRefused([GraphQLError("There is no operation of this name in the document.")])
        if len(self.operations) != 1:
            raise RequestRefused([GraphQLError("Say which operation: operationName is needed here.")])
        return next(iter(self.operations.values()))


def read(schema: GraphQLSchema, text: str, *, introspection: bool) -> Document:
    """The document in this text. Raises RequestRefused."""
    if len(text) > _KEPT_TEXT:
        return _read(schema, text, introspection)
    return _read_and_keep(schema, text, introspection)


def _read(schema: GraphQLSchema, text: str, introspection: bool) -> Document:
    try:
        ast = parse(text, max_tokens=limits.tokens)
        document = Document(
            ast,
            {_name(node): node for node in ast.definitions if isinstance(node, OperationDefinitionNode)},
            {node.name.value: node for node in ast.definitions if isinstance(node, FragmentDefinitionNode)},
        )
        _measure(document)
        rules = specified_rules if introspection else [*specified_rules, NoSchemaIntrospectionCustomRule]
        errors = validate(schema, ast, rules, max_errors=20, hide_suggestions=not introspection)
    except GraphQLError as error:
        raise RequestRefused([error], over_limit=f"more than {limits.tokens} tokens" in error.message) from None
    except RecursionError:
        raise _too_much("depth", limits.depth) from None
    if errors:
        raise RequestRefused(errors if introspection else [_without_our_names(error) for error in errors])
    return document


# A refusal is not kept (lru_cache keeps no exceptions): nonsense cannot push good documents out.
_read_and_keep = lru_cache(maxsize=_KEPT_DOCUMENTS)(_read)


def _name(operation: OperationDefinitionNode) -> str:
    return operation.name.value if operation.name else ""


def _without_our_names(error: GraphQLError) -> GraphQLError:
    """Where the mistake is, without telling what would have been there (SEC-20)."""
    return GraphQLError(_OUR_NAMES.sub("", error.message), error.nodes, error.source, error.positions)


def _too_much(what: str, most: int) -> RequestRefused:
    message = f"This asks for too much at once: {what} may be at most {most}."
    return RequestRefused([GraphQLError(message, extensions={"code": "too_much"})], over_limit=True)


# --- Shape: depth, aliases, root fields, directives -------------------------------------------------


@dataclass
class _Shape:
    depth: int = 0
    aliases: int = 0
    fields: int = 0  # at the top of this selection, fragments spread out


class _CountDirectives(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.found = 0

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        self.found += 1


def _measure(document: Document) -> None:
    known: dict[str, _Shape] = {}
    directives = _CountDirectives()
    visit(document.ast, directives)
    if directives.found > limits.directives:
        raise _too_much("directives", limits.directives)
    for operation in document.operations.values():  # a fragment that none of them spreads is a mistake anyway
        shape = _shape(operation.selection_set, document.fragments, known, frozenset())
        if shape.depth > limits.depth:
            raise _too_much("depth", limits.depth)
        if shape.aliases > limits.aliases:
            raise _too_much("aliases", limits.aliases)
        if shape.fields > limits.root_fields:
            raise _too_much("root fields", limits.root_fields)


def _shape(
    selections: SelectionSetNode | None,
    fragments: dict[str, FragmentDefinitionNode],
    known: dict[str, _Shape],
    inside: frozenset[str],
) -> _Shape:
    total = _Shape()
    for node in selections.selections if selections else ():
        if isinstance(node, FieldNode):
            inner = _shape(node.selection_set, fragments, known, inside)
            # Introspection is deep by nature, and has a limit of its own among GraphQL's rules.
            part = _Shape(0 if node.name.value.startswith("__") else inner.depth + 1, inner.aliases, 1)
            part.aliases += node.alias is not None
        elif isinstance(node, InlineFragmentNode):
            part = _shape(node.selection_set, fragments, known, inside)
        elif isinstance(node, FragmentSpreadNode):
            part = _fragment_shape(node.name.value, fragments, known, inside)
        total.depth = max(total.depth, part.depth)
        total.aliases += part.aliases
        total.fields += part.fields
    return total


def _fragment_shape(
    name: str, fragments: dict[str, FragmentDefinitionNode], known: dict[str, _Shape], inside: frozenset[str]
) -> _Shape:
    if name in known:
        return known[name]
    if name in inside or name not in fragments:  # a circle or a mistake: GraphQL's own rules say so afterwards
        return _Shape()
    shape = _shape(fragments[name].selection_set, fragments, known, inside | {name})
    known[name] = shape
    return shape


# --- Cost: how many objects could come back -----------------------------------------------------------


@dataclass
class _Scales:
    schema: GraphQLSchema
    document: Document
    variables: dict[str, Any]
    known: dict[tuple[str, str], int] = field(default_factory=dict)

    def cost(self, selections: SelectionSetNode | None, parent: Any) -> int:
        total = 0
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                total += self.field_cost(node, parent)
            elif isinstance(node, InlineFragmentNode):
                on = self.schema.get_type(node.type_condition.name.value) if node.type_condition else parent
                total += self.cost(node.selection_set, on)
            elif isinstance(node, FragmentSpreadNode):
                total += self.fragment_cost(node.name.value)
        return total

    def fragment_cost(self, name: str) -> int:
        key = (name, "")
        if key not in self.known:
            fragment = self.document.fragments[name]
            self.known[key] = self.cost(
                fragment.selection_set, self.schema.get_type(fragment.type_condition.name.value)
            )
        return self.known[key]

    def field_cost(self, node: FieldNode, parent: Any) -> int:
        definition = getattr(parent, "fields", {}).get(node.name.value)
        if definition is None or not is_composite_type(get_named_type(definition.type)):
            return 0  # a scalar costs what its object costs; introspection is not data
        inner = self.cost(node.selection_set, get_named_type(definition.type))
        if "first" in definition.args:
            return 1 + self.first(node) * inner
        if node.name.value in {"edges", "node", "pageInfo"}:
            # Counted by the connection: `first` rows, and what stands inside each of them.
            return max(inner, 1) if node.name.value == "node" else inner
        if is_list_type(get_nullable_type(definition.type)):
            return 1 + _ROWS_OF_A_PLAIN_LIST * inner
        return 1 + inner

    def first(self, node: FieldNode) -> int:
        value = next((argument.value for argument in node.arguments if argument.name.value == "first"), None)
        if isinstance(value, IntValueNode):
            return int(value.value)
        asked = self.variables.get(value.name.value, DEFAULT_PAGE) if isinstance(value, VariableNode) else None
        if isinstance(asked, int):
            return min(max(asked, 1), LARGEST_PAGE)
        return DEFAULT_PAGE


def weigh(
    schema: GraphQLSchema, document: Document, operation: OperationDefinitionNode, variables: dict[str, Any]
) -> None:
    """Raises RequestRefused when the operation could bring back more than is good for everyone."""
    root = schema.get_root_type(operation.operation)
    if _Scales(schema, document, variables).cost(operation.selection_set, root) > limits.cost:
        raise _too_much("cost", limits.cost)


def root_fields(document: Document, operation: OperationDefinitionNode) -> int:
    """How many operations this really is: the same mutation under ten names counts ten times (SEC-22)."""
    return _shape(operation.selection_set, document.fragments, {}, frozenset()).fields


def is_subscription(operation: OperationDefinitionNode) -> bool:
    return operation.operation is OperationType.SUBSCRIPTION


def is_mutation(operation: OperationDefinitionNode) -> bool:
    return operation.operation is OperationType.MUTATION
