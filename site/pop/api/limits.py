"""How much one GraphQL request may ask for (SEC-21). Checked before anything runs."""

depth = 8
aliases = 20
root_fields = 10
tokens = 2000
directives = 10
cost = 1000
body_bytes = 100_000
