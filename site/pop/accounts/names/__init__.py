"""Pseudonyms: which ones keep a person safe, which look like somebody else's, and ideas for new ones.

Pure functions: text in, answer out. What exists already is asked by the action.
"""

from pop.accounts.names.checking import LONGEST, SHORTEST, problems_of
from pop.accounts.names.folding import sign_in_name, skeleton, stem
from pop.accounts.names.ideas import ideas

__all__ = ["LONGEST", "SHORTEST", "ideas", "problems_of", "sign_in_name", "skeleton", "stem"]
