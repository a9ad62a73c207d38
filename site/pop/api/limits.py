"""How much one GraphQL request may ask for (SEC-21), and how often (SEC-22)."""

from pop.core.limits import Limit

depth = 8  # fields inside fields
aliases = 20
root_fields = 10
tokens = 2000
directives = 10
cost = 1000  # objects that may come back: see pop.api.documents
seconds = 2  # after which a running query stops
body_bytes = 100_000

OPERATIONS = Limit("graphql", times=600, seconds=60)  # root fields a minute, of one person or network
CHANGES = Limit("graphql-changes", times=60, seconds=60)  # mutations among them
SUBSCRIPTIONS_PER_SOCKET = 10
GREETING_SECONDS = 10  # a socket that has not said connection_init by then is closed
