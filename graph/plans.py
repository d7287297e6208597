"""The second wall around a person's Cypher: what the server itself would do for it.

`EXPLAIN` runs nothing. A statement passes when the server calls it a read and every operator of its plan is known to
read the graph and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.guard import PROCEDURES
from jobs.errors import Invalid

__all__ = ["OPERATORS", "check_plan"]

_OPERATORS = """
AllNodesScan NodeByLabelScan UnionNodeByLabelsScan IntersectionNodeByLabelsScan SubtractionNodeByLabelsScan
NodeIndexScan NodeIndexSeek NodeUniqueIndexSeek MultiNodeIndexSeek NodeIndexSeekByRange
NodeUniqueIndexSeekByRange NodeIndexContainsScan NodeIndexEndsWithScan NodeByIdSeek NodeByElementIdSeek
NodeCountFromCountStore RelationshipCountFromCountStore DirectedAllRelationshipsScan
UndirectedAllRelationshipsScan DirectedRelationshipTypeScan UndirectedRelationshipTypeScan
DirectedUnionRelationshipTypesScan UndirectedUnionRelationshipTypesScan DirectedRelationshipByIdSeek
UndirectedRelationshipByIdSeek DirectedRelationshipByElementIdSeek UndirectedRelationshipByElementIdSeek
DirectedRelationshipIndexScan UndirectedRelationshipIndexScan DirectedRelationshipIndexSeek
UndirectedRelationshipIndexSeek DirectedRelationshipIndexSeekByRange UndirectedRelationshipIndexSeekByRange
DirectedRelationshipIndexContainsScan UndirectedRelationshipIndexContainsScan
DirectedRelationshipIndexEndsWithScan UndirectedRelationshipIndexEndsWithScan Expand(All) Expand(Into)
OptionalExpand(All) OptionalExpand(Into) VarLengthExpand(All) VarLengthExpand(Into) VarLengthExpand(Pruning)
VarLengthExpand(Pruning,BFS,All) VarLengthExpand(Pruning,BFS,Into) VarLengthExpand(Pruning,BFS) ShortestPath
StatefulShortestPath(All) StatefulShortestPath(Into) Repeat(Trail) BidirectionalRepeat(Trail) Repeat(Walk)
BidirectionalRepeat(Walk) ProjectEndpoints Argument ArgumentTracker Filter Projection CacheProperties
ProduceResults Unwind Distinct OrderedDistinct Sort PartialSort Top PartialTop Top1WithTies PartialTop1WithTies
Limit ExhaustiveLimit Skip EagerAggregation OrderedAggregation Aggregation Eager Optional Apply SemiApply
AntiSemiApply SelectOrSemiApply SelectOrAntiSemiApply LetSemiApply LetAntiSemiApply LetSelectOrSemiApply
LetSelectOrAntiSemiApply ConditionalApply AntiConditionalApply RollUpApply CartesianProduct NodeHashJoin
ValueHashJoin LeftOuterHashJoin RightOuterHashJoin NodeLeftOuterHashJoin NodeRightOuterHashJoin Union
OrderedUnion TriadicSelection TriadicBuild TriadicFilter AssertSameNode EmptyRow EmptyResult DropResult
NonFuseable NonPipelined PathPropagatingBFS ProcedureCall
"""

# Neo4j 5.26: the operators of plans that read. Not among them: LoadCSV, every write, schema and system command.
OPERATORS = frozenset(_OPERATORS.split())


def check_plan(kind: str | None, plan: Mapping[str, Any] | None) -> None:
    """Lets a plan pass that only reads; `kind` is the server's type of query, `r` for a read.

    Raises `Invalid` (`not_read_only`) for any other, and for one that the server gives no plan for.
    """
    if kind != "r" or not plan:
        raise Invalid("The graph server does not call this a read, so it is not run.", code="not_read_only")
    for operator in _operators(plan):
        name = re.sub(r"@.*$", "", str(operator.get("operatorType", "")))
        if name not in OPERATORS:
            raise Invalid(f"A statement with the step {name[:60]} is not run here.", code="not_read_only")
        if name == "ProcedureCall":
            _check_procedure(operator)


def _check_procedure(operator: Mapping[str, Any]) -> None:
    details = str(operator.get("args", {}).get("Details", ""))
    name = details.split("(")[0].strip().lower()
    if name not in PROCEDURES:
        raise Invalid(f"The procedure {name[:60]} is not among those that can be used here.", code="not_read_only")


def _operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _operators(child)
