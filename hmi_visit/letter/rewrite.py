"""What is done to a template between reading and compiling it: blocks get names in the letter, loops are counted."""

from __future__ import annotations

from jinja2 import Environment, TemplateAssertionError, nodes
from jinja2.visitor import NodeTransformer

from hmi_visit.problems import did_you_mean

BUDGETED, CONCATENATED = "counted loop", "put together"
"""Names of filters that no template can write."""


class Rewriter(NodeTransformer):
    """Goes over a template's tree. Raises TemplateAssertionError with the line where it holds what letters cannot."""

    def __init__(self, environment: Environment, name: str | None, filename: str | None) -> None:
        self.environment = environment
        self.name = name
        self.filename = filename

    def visit_Block(self, node: nodes.Block) -> nodes.Block:  # noqa: N802
        """A block stands between the fences of a division of its name."""
        self.generic_visit(node)
        if not node.required:
            node.body = [
                self._text(f"\n\n::: {{#{node.name}}}\n\n", node),
                *node.body,
                self._text("\n\n:::\n\n", node),
            ]
        return node

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802
        """A loop counts its rounds."""
        if node.recursive:
            raise self._fault("a loop cannot be recursive in a letter", node)
        self.generic_visit(node)
        node.iter = self._filter(node.iter, BUDGETED, node)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        """`~` keeps data and Markdown apart."""
        self.generic_visit(node)
        return self._filter(nodes.List(node.nodes, lineno=node.lineno), CONCATENATED, node)

    def visit_Filter(self, node: nodes.Filter) -> nodes.Filter:  # noqa: N802
        """Only filters that there are, even where a condition would skip them."""
        self._known(node.name, list(self.environment.filters), "filter", node)
        self.generic_visit(node)
        return node

    def visit_Test(self, node: nodes.Test) -> nodes.Test:  # noqa: N802
        """Only tests that there are."""
        self._known(node.name, list(self.environment.tests), "test", node)
        self.generic_visit(node)
        return node

    def _known(self, name: str, known: list[str], noun: str, node: nodes.Node) -> None:
        if name not in known:
            hint = did_you_mean(name, known)
            raise self._fault(f"there is no {noun} {name}" + (f"; {hint}" if hint else ""), node)

    def _fault(self, what: str, node: nodes.Node) -> TemplateAssertionError:
        return TemplateAssertionError(what, node.lineno, self.name, self.filename)

    def _text(self, text: str, node: nodes.Node) -> nodes.Output:
        data = nodes.TemplateData(text, lineno=node.lineno)
        return nodes.Output([data], lineno=node.lineno).set_environment(self.environment)  # type: ignore[return-value]

    def _filter(self, value: nodes.Node, name: str, node: nodes.Node) -> nodes.Filter:
        call = nodes.Filter(value, name, [], [], None, None, lineno=node.lineno)
        return call.set_environment(self.environment)  # type: ignore[return-value]
