"""Which statements a database distributed by bureau would refuse or answer wrongly, found without a cluster.

Rows of one bureau lie together. So tenant tables are joined on bureau_id, an inner query that looks at an outer row
compares bureau_id, a lock names its bureau, and a conflict is looked for within the bureau (docs/adr, Scale).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp

DISTRIBUTION = "bureau_id"
SPOKEN = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
PLACEHOLDER = re.compile(r"%s|%\(\w+\)s")
CONSTANTS = (exp.Parameter, exp.Placeholder, exp.Literal)
CONST = ("", "")  # the group of everything that is compared with a given bureau
Source = tuple[str, str]  # (which query, which alias in it)


def lint(sql: str, tenant_tables: Collection[str]) -> list[str]:
    """What is wrong with a statement as Django sends it; nothing for statements that touch no tenant table."""
    if not sql.lstrip(" (").upper().startswith(SPOKEN):
        return []
    try:
        tree = sqlglot.parse_one(PLACEHOLDER.sub("$1", sql).replace("%%", "%"), read="postgres")
    except sqlglot.errors.ParseError as error:
        return [f"cannot be read: {error.errors[0]['description'] if error.errors else error}"]
    return list(_Statement(tree, frozenset(tenant_tables)).offenses())


@dataclass
class _Query:
    """One SELECT, UPDATE, DELETE with the tenant tables it names itself."""

    node: exp.Expression
    outer: _Query | None
    name: str
    aliases: dict[str, str] = field(default_factory=dict)  # alias → table, tenant tables only
    others: set[str] = field(default_factory=set)  # aliases of everything else

    def sources(self) -> list[Source]:
        return [(self.name, alias) for alias in self.aliases]


class _Statement:
    def __init__(self, tree: exp.Expression, tenant_tables: frozenset[str]):
        self.tree = tree
        self.tenant_tables = tenant_tables
        self.queries: dict[int, _Query] = {}
        self.group: dict[Source, Source] = {CONST: CONST}
        for number, node in enumerate(tree.find_all(exp.Select, exp.Update, exp.Delete, bfs=True)):
            query = _Query(node, self._query_around(node.parent), str(number))
            self.queries[id(node)] = query
            self._name_sources(query)
        for query in self.queries.values():
            self.group |= {source: source for source in query.sources()}
        for equality in tree.find_all(exp.EQ):
            self._join_groups(equality)

    # --- what belongs together -----------------------------------------------------------------------

    def _query_around(self, node: exp.Expression | None) -> _Query | None:
        while node is not None and id(node) not in self.queries:
            node = node.parent
        return self.queries[id(node)] if node is not None else None

    def _name_sources(self, query: _Query) -> None:
        for source in _from_clause(query.node):
            if isinstance(source, exp.Table) and source.name in self.tenant_tables:
                query.aliases[source.alias_or_name] = source.name
            else:
                query.others.add(source.alias_or_name)

    def _source(self, column: exp.Column) -> Source | None:
        """The tenant table that a column is taken from: the nearest query that knows its alias."""
        query = self._query_around(column)
        if query is not None and not column.table:
            return query.sources()[0] if len(query.aliases) == 1 and not query.others else None
        while query is not None and column.table not in query.others:
            if column.table in query.aliases:
                return (query.name, column.table)
            query = query.outer
        return None

    def _join_groups(self, equality: exp.EQ) -> None:
        if not _always_holds(equality):
            return
        left, right = self._side(equality.left), self._side(equality.right)
        if left is not None and right is not None:
            self.group[self._group(left)] = self._group(right)

    def _side(self, side: exp.Expression) -> Source | None:
        side = side.unnest()
        if isinstance(side, CONSTANTS):
            return CONST
        return self._source(side) if isinstance(side, exp.Column) and side.name == DISTRIBUTION else None

    def _group(self, source: Source) -> Source:
        while self.group[source] != source:
            source = self.group[source]
        return source

    # --- the rules -------------------------------------------------------------------------------------

    def offenses(self) -> Iterator[str]:
        for membership in self.tree.find_all(exp.In):
            self._pin_single_value(membership)
        for query in self.queries.values():
            yield from self._joins(query)
            yield from self._correlation(query)
            yield from self._lock(query)
        yield from self._conflict()

    def _pin_single_value(self, membership: exp.In) -> None:
        """`bureau_id IN (7)` is as good as `= 7`."""
        source = self._side(membership.this)
        if source is not None and _always_holds(membership) and len(membership.expressions) == 1:
            self.group[self._group(source)] = CONST

    def _joins(self, query: _Query) -> Iterator[str]:
        if len({self._group(source) for source in query.sources()}) > 1:
            yield f"joins tenant tables without bureau_id: {', '.join(sorted(query.aliases.values()))}"

    def _correlation(self, query: _Query) -> Iterator[str]:
        if query.outer is None or not query.aliases:
            return
        mine = {self._group(source) for source in query.sources()}
        looked_at = {
            self._source(column) for column in query.node.find_all(exp.Column) if self._query_around(column) is query
        }
        outside = {source for source in looked_at if source is not None and source[0] != query.name}
        if {self._group(source) for source in outside} - mine:
            yield f"looks at an outer row without bureau_id: {', '.join(sorted(query.aliases.values()))}"

    def _lock(self, query: _Query) -> Iterator[str]:
        if not query.node.args.get("locks"):
            return
        if any(self._group(source) != self._group(CONST) for source in query.sources()):
            yield f"locks rows of no stated bureau: {', '.join(sorted(query.aliases.values()))}"

    def _conflict(self) -> Iterator[str]:
        conflict = self.tree.args.get("conflict") if isinstance(self.tree, exp.Insert) else None
        if conflict is None or _target_of(self.tree) not in self.tenant_tables:
            return
        keys = [key.name for key in conflict.args.get("conflict_keys") or []]
        if keys and DISTRIBUTION not in keys:
            yield f"looks for a conflict without bureau_id: {_target_of(self.tree)}"


def _from_clause(node: exp.Expression) -> list[exp.Expression]:
    """What a query names after FROM, JOIN, UPDATE or DELETE FROM."""
    first = node.args.get("from_") or node.args.get("from")
    named = [first.this] if first is not None else []
    if isinstance(node, (exp.Update, exp.Delete)):
        named.append(node.this)
    return [*named, *(join.this for join in node.args.get("joins") or [])]


def _always_holds(condition: exp.Expression) -> bool:
    """Is it one of the conditions that all must hold (not one side of an OR, not negated)?"""
    node = condition.parent
    while isinstance(node, (exp.And, exp.Paren)):
        node = node.parent
    return isinstance(node, (exp.Where, exp.Join))


def _target_of(insert: exp.Expression) -> str:
    table = insert.this.this if isinstance(insert.this, exp.Schema) else insert.this
    return str(table.name)
