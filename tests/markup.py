"""Is a page valid HTML? What html5lib's strict parser says, and the rules of content it skips."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as ERROR_TEXTS

PHRASING_ONLY = {"p", "span", "label", "button", "h1", "h2", "h3", "h4", "summary", "em", "strong"}
FLOW = {
    *("div", "p", "ul", "ol", "dl", "section", "article", "form", "table", "fieldset", "nav"),
    *("header", "footer", "aside", "address", "blockquote", "hr", "figure", "main"),
}
HEADINGS = {"h1", "h2", "h3", "h4"}
MAY_HOLD_HEADINGS = {"summary"}
INTERACTIVE = {"a", "button", "select", "textarea", "details", "input", "label"}
CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div"},
    "select": {"option", "optgroup", "hr"},
    "tr": {"td", "th"},
}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "list")


def problems_of(text: str) -> list[str]:
    """Everything wrong with a whole page's HTML; [] for a valid one."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    parsed = [f"{line}: {ERROR_TEXTS[code] % data}" for (line, _), code, data in parser.errors]
    return parsed + list(_broken_rules(tree))


def _broken_rules(tree: Element) -> Iterator[str]:
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    yield from (f"id {name!r} is there {count} times" for name, count in ids.items() if count > 1)
    yield from _titles(elements)
    for element in elements:
        yield from _content(element)
        yield from _references(element, ids)
        yield from _attributes(element)


def _titles(elements: list[Element]) -> Iterator[str]:
    tags = Counter(element.tag for element in elements)
    for tag in ("title", "h1", "main"):
        if tags[tag] != 1:
            yield f"<{tag}> is there {tags[tag]} times"


def _content(element: Element) -> Iterator[str]:
    allowed = CHILDREN.get(element.tag)
    for child in element:
        if allowed and child.tag not in allowed:
            yield f"<{child.tag}> directly in <{element.tag}>"
    for inner in element.iter():
        if inner is element or not isinstance(inner.tag, str):
            continue
        if element.tag in PHRASING_ONLY and inner.tag in FLOW | HEADINGS - _headings_in(element):
            yield f"<{inner.tag}> in <{element.tag}>"
        if element.tag in {"a", "button"} and inner.tag in INTERACTIVE:
            yield f"<{inner.tag}> in <{element.tag}>"
        if element.tag == inner.tag == "form":
            yield "<form> in <form>"


def _headings_in(element: Element) -> set[str]:
    return HEADINGS if element.tag in MAY_HOLD_HEADINGS else set()


def _references(element: Element, ids: Counter[str | None]) -> Iterator[str]:
    for name in REFERENCES:
        for target in (element.get(name) or "").split():
            if not ids[target]:
                yield f"<{element.tag} {name}={target!r}> points nowhere"
    href = element.get("href") or ""
    if element.tag == "a" and href.startswith("#") and len(href) > 1 and not ids[href[1:]]:
        yield f"<a href={href!r}> points nowhere"


def _attributes(element: Element) -> Iterator[str]:
    if element.tag == "img" and element.get("alt") is None:
        yield f"<img src={element.get('src')!r}> has no alt"
    if element.tag == "img" and not element.get("src"):
        yield "<img> without a source"
    for name in ("id", "for"):
        if element.get(name) == "":
            yield f"<{element.tag} {name}> is empty"
    if re.search(r"\.\d{4}", element.get("datetime") or ""):
        yield f"<{element.tag} datetime={element.get('datetime')!r}> has microseconds"
    if element.get("style") is not None or any(name.startswith("on") for name in element.attrib):
        yield f"<{element.tag}> carries its own style or script"
    if any(name.startswith("hx-") for name in element.attrib):
        yield f"<{element.tag}> has an attribute of htmx without data-"
