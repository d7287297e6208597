"""What a model's code may hold before it is run: short lists of what is allowed, everything else is refused.

A screen is no sandbox: what passes still runs in a child process with a bare environment and a time limit, or in a
read-only transaction.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Set

from compute.experiments.roles_parts.agent import Refused

_CALL = re.compile(r"([A-Za-z_]\w*)\s*\(")
_C_CALLS = {
    "if",
    "for",
    "while",
    "return",
    "similarity",
    "sqrt",
    "sqrtf",
    "fabs",
    "fmin",
    "fmax",
    "fminf",
    "fmaxf",
    "real",
}
_C_NEVER = re.compile(
    r"#|\"|'|\\|::|->|\)\s*\(|\[\s*\]|\b(asm|goto|new|delete|extern|static|operator|template|namespace)\b"
)
_SQL_WORDS = set(
    re.findall(
        r"\w+",
        """select from where join on and or not in as order by asc desc limit group having count distinct between is
        null with union all exists left inner cross lateral true false using value top array_length cast numeric
        integer int text float jsonb_array_elements jsonb_array_elements_text jsonb_path_exists coalesce round""",
    )
)
_PY_NODES = (
    ast.Module, ast.FunctionDef, ast.arguments, ast.arg, ast.For, ast.If, ast.Assign, ast.AugAssign, ast.Return,
    ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp, ast.IfExp, ast.Call, ast.Subscript, ast.Name, ast.Constant,
    ast.Expr, ast.List, ast.Tuple, ast.ListComp, ast.comprehension, ast.operator, ast.unaryop, ast.cmpop, ast.boolop,
    ast.expr_context, ast.Slice,
)  # fmt: skip
_PY_CALLS = {"range", "len", "max", "min", "sum", "float", "zip", "exp"}


def c_function(text: str) -> str:
    """A C function of plain arithmetic. Raises `Refused`."""
    bare = re.sub(r"//[^\n]*|/\*.*?\*/", " ", text, flags=re.DOTALL)
    if found := _C_NEVER.search(bare):
        raise Refused(f"Not allowed in this function: {found[0]!r}.")
    if strange := set(_CALL.findall(bare)) - _C_CALLS:
        raise Refused(f"This function may call {sorted(_C_CALLS)}, not {sorted(strange)}.")
    return text


def query(text: str, names: Set[str]) -> str:
    """One SELECT over the names given. Raises `Refused`."""
    bare = re.sub(r"'[^'\\;]*'|%\(\w+\)s|@\w+|\d+(\.\d+)?", " ", text.strip().rstrip(";"))
    if not bare.lower().startswith("select") or re.search(r"[;\"\\$#]|--|/\*", bare):
        raise Refused("Only one SELECT is allowed, without comments.")
    strange = {word for word in re.findall(r"[A-Za-z_]\w*", bare) if word.lower() not in _SQL_WORDS | names}
    # A table or column may get a short name of its own.
    if strange := {word for word in strange if len(word) > 2}:
        raise Refused(f"These words are not known here: {sorted(strange)}.")
    return text.strip().rstrip(";")


def python_function(text: str) -> str:
    """Python functions of plain arithmetic over lists. Raises `Refused`."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise Refused(f"No Python: {error}.") from error
    for node in ast.walk(tree):
        if not isinstance(node, _PY_NODES) or (isinstance(node, ast.Name) and node.id.startswith("_")):
            raise Refused(f"{type(node).__name__} is not allowed in this function.")
        if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in _PY_CALLS):
            raise Refused(f"This function may call {sorted(_PY_CALLS)} only.")
    return text
