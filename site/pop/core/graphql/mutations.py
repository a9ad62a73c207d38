"""A mutation: an input type, one action, and a payload that holds the object or says what was wrong."""

from collections.abc import Callable
from typing import Any

import graphene
from graphene.types.mountedtype import MountedType
from graphene.types.unmountedtype import UnmountedType
from graphene.utils.str_converters import to_camel_case

from pop.core.errors import DomainError


class MutationError(graphene.ObjectType):
    """Something that was refused, in words for people and a code for programs."""

    code = graphene.String(required=True, description="Stable; see docs/api.md.")
    field = graphene.String(description="The input field this is about, as the input names it.")
    message = graphene.String(required=True, description="In the language of the request.")


class DomainMutation(graphene.Mutation):
    """Base of every mutation. See the package's docstring for the form.

    A subclass declares `policy` (the function its action asks, or several), `class Input`, payload fields and
    `perform`. TypeError when the class is made without any of them: an open door should not even load (SEC-25).
    """

    class Meta:
        abstract = True

    policy: Any

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        declared = _declared_policies(cls)
        fields = _input_fields(cls)
        if not any("perform" in vars(base) for base in cls.__mro__[: cls.__mro__.index(DomainMutation)]):
            raise TypeError(f"{cls.__name__} does not say what it performs")
        cls.errors = graphene.List(graphene.NonNull(MutationError), required=True)
        cls.resolve_errors = staticmethod(lambda payload, info: payload.errors or [])
        cls.policies = declared
        arguments: dict[str, Any] = {}
        if fields:
            input_type = type(f"{cls.__name__}Input", (graphene.InputObjectType,), fields)
            arguments["input"] = input_type(required=True)
        else:
            cls.Arguments = type("Arguments", (), {})  # or graphene takes the empty Input for its own, of old
        super().__init_subclass_with_meta__(
            arguments=arguments, name=options.pop("name", f"{cls.__name__}Payload"), **options
        )

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        """Make one call to one action, and return `cls(...)` with the payload's fields."""
        raise NotImplementedError

    @classmethod
    def mutate(cls, root: Any, info: Any, input: Any = None) -> Any:
        try:
            return cls.perform(info.context.actor, **(input or {}))
        except DomainError as error:
            return cls(errors=errors_of(error))

    @classmethod
    def Field(cls, **options: Any) -> Any:  # noqa: N802  graphene's name
        """The payload is never null: what was refused stands in its `errors`."""
        return super().Field(required=True, **options)


def errors_of(error: DomainError) -> list[MutationError]:
    """One entry for each message of each field; one without a field when no field is named."""
    found = [
        MutationError(code=error.code, field=to_camel_case(name), message=str(message))
        for name, messages in error.fields.items()
        for message in messages
    ]
    return found or [MutationError(code=error.code, field=None, message=str(error.message))]


def _declared_policies(cls: type) -> tuple[Callable[..., Any], ...]:
    # From the class itself, not through it: a function must not turn into a method.
    declared = next((vars(base)["policy"] for base in cls.__mro__ if "policy" in vars(base)), None)
    policies = declared if isinstance(declared, tuple) else (declared,)
    policies = tuple(policy.__func__ if isinstance(policy, staticmethod) else policy for policy in policies)
    if not policies or not all(callable(policy) for policy in policies):
        raise TypeError(f"{cls.__name__} declares no policy: say which question its action asks")
    return policies


def _input_fields(cls: type) -> dict[str, Any]:
    declared = getattr(cls, "Input", None)
    if declared is None:
        raise TypeError(f"{cls.__name__} has no class Input (an empty one when it takes nothing)")
    names = {name for name in vars(declared) if not name.startswith("__")}
    names |= set(vars(declared).get("__annotations__", ()))  # `text: str` is not a GraphQL type
    for name in sorted(names):
        if not isinstance(vars(declared).get(name), UnmountedType | MountedType):
            raise TypeError(f"{cls.__name__}.Input.{name} is not a GraphQL type")
    return {name: vars(declared)[name] for name in vars(declared) if name in names}
