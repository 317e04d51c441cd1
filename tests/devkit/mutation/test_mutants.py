"""Which lies are told about a module, and which are not worth telling."""

import ast
from textwrap import dedent

import pytest

from devkit.mutation.mutants import MODULE, mutants_of, untried


def told(source: str) -> list[str]:
    return [mutant.change for mutant in mutants_of("shop/rules.py", ast.parse(dedent(source)))]


def body(statement: str) -> list[str]:
    return told(f"def f(a, b, today, rows):\n    {statement}\n")


@pytest.mark.parametrize(
    ("statement", "changes"),
    [
        ("c = a < b", ["< → <= in: a < b"]),
        ("c = a >= b", [">= → > in: a >= b"]),
        ("c = a == b", ["== → != in: a == b"]),
        ("c = a not in b", ["not in → in in: a not in b"]),
        ("c = a is None", ["is → is not in: a is None"]),
        ("c = a and b", ["and → or in: a and b"]),
        ("c = not a", ["not a → a"]),
        ("c = -a", ["-a → a"]),
        ("c = a * b", ["* → / in: a * b"]),
        ("a += b", ["+ → - in: a += b"]),
        ("c = 30", ["30 → 31", "30 → 29"]),
        ("c = True", ["True → False"]),
        ("c = Decimal('100')", ["'100' → '101'", "'100' → '99'"]),
        ("c = Decimal('0.01')", ["'0.01' → '0.1'", "'0.01' → '0.001'"]),
        ("c = 'latest_end'", ["'latest_end' → 'latest_end-other'"]),
        ("c = a if b else today", ["if b → if not"]),
        ("c = [each for each in rows if each]", ["condition dropped: if each"]),
        ("return a", ["return a → return None"]),
        ("return not a", ["return not a → return True", "return not a → return False", "not a → a"]),
        ("check(a)", ["dropped: check(a)"]),
        ("raise a", ["dropped: raise a"]),
        ("yield a", ["dropped: yield a"]),
        ("c = rows.filter(x=a)", ["dropped: .filter(x=a)"]),
        ("c = rows.filter(x=a, y=b)", [".filter() without x=a", ".filter() without y=b"]),
        ("c = rows.order_by(a)", ["dropped: .order_by(a)"]),
    ],
)
def test_what_is_told(statement, changes):
    assert body(statement) == changes


@pytest.mark.parametrize(
    "statement",
    [
        '"""3 < 4"""',
        "c = '不得早于三点'",
        "c = 'two words'",
        "c = f'{a:%H:%M} 3 < 4'",
        "c = a + '。'",
        "c: Literal['x']",
        "assert a < b",
        "logger.warning(a)",
        "c = None",
        "return",
    ],
)
def test_what_no_test_could_notice_is_not_told(statement):
    assert body(statement) == []


def test_what_is_built_once_is_counted_and_not_told():
    source = """
    @dataclass(frozen=True, slots=True)
    class Slot:
        grade: int = 9

        @property
        def late(self) -> bool:
            return self.ends > LATEST

    def late(a=3): ...
    """
    tree = ast.parse(dedent(source))
    assert {mutant.function for mutant in mutants_of("shop/rules.py", tree)} == {"Slot.late"}
    assert untried("shop/rules.py", tree) == 2


def test_a_constant_of_the_module_brings_its_statement():
    (more, _) = mutants_of("shop/rules.py", ast.parse("DAYS = 30"))
    assert (more.function, more.line, type(more.statement)) == (MODULE, 1, ast.Assign)


def test_a_mutant_is_covered_by_the_whole_simple_statement_but_only_by_the_head_of_an_if():
    source = """
    def f(a):
        if a < 3:
            return g(
                a + 1,
            )
    """
    lines = {mutant.change: mutant.lines for mutant in mutants_of("shop/rules.py", ast.parse(dedent(source)))}
    assert lines["< → <= in: a < 3"] == range(3, 4)
    assert lines["+ → - in: a + 1"] == range(4, 7)


def test_each_mutant_is_one_change_of_the_tree():
    source = "def f(a, b):\n    return a < b and a + 1 not in (b, 3)\n"
    for place in range(len(mutants_of("shop/rules.py", ast.parse(source)))):
        tree = ast.parse(source)
        mutants_of("shop/rules.py", tree)[place].site.put()
        assert ast.unparse(tree) != ast.unparse(ast.parse(source))
        compile(tree, "shop/rules.py", "exec")
