#!/usr/bin/env python3
"""blocks.py FOLDER HANDOUT.html... -- our handouts as data for a peer: FOLDER/00001.json, ...

The peer is given the same words, tables, boxes, columns and shapes of charts as our paper has, ready
merged, so that only setting type and writing PDF is compared.
"""

import html.parser
import json
import os
import sys

VOID = {"meta", "link", "br", "img", "hr", "rect", "line", "circle", "polygon", "path", "wbr"}
SKIPPED = {"style", "script", "title", "desc", "pattern", "details", "header", "footer", "defs"}
COLOURS = {
    "text": "#1c2430", "muted": "#4a5568", "primary": "#1f3a5f", "secondary": "#2f6690",
    "accent": "#c2571a", "accent-text": "#a8430f", "good": "#0b6b5c", "pale": "#e6ebf2",
    "accent-pale": "#fdf1e7", "line": "#c9d1dc", "paper": "#ffffff",
}  # fmt: skip


class Node:
    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children = tag, attributes, []

    def classes(self):
        return (self.attributes.get("class") or "").split()


class Tree(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = Node("root", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attributes):
        node = Node(tag, dict(attributes))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attributes):
        self.open[-1].children.append(Node(tag, dict(attributes)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def inlines(node, bold=False, size="normal"):
    """A list of [text, bold, size]."""
    parts = []
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                parts.append([child.replace("\n", ""), bold, size])
        elif child.tag == "sup":
            parts += inlines(child, bold, "note")
        elif child.tag not in SKIPPED:
            small = "small" in child.classes() or "badge" in child.classes()
            parts += inlines(child, bold or child.tag == "strong", "small" if small else size)
    return parts


def paint(node):
    """Fill and stroke of a shape, by its classes."""
    colours = {"fill": None, "stroke": None}
    for name in node.classes():
        kind, _, colour = name.partition("-")
        if kind in colours:
            colours[kind] = COLOURS.get(colour)
    if not node.classes() and (node.attributes.get("fill") or "").startswith("url"):
        colours["fill"] = COLOURS["secondary"]
    return colours


def number(node, name):
    return float(node.attributes.get(name) or 0)


def shape(node):
    known = {"rect": ("x", "y", "width", "height"), "line": ("x1", "y1", "x2", "y2"),
             "circle": ("cx", "cy", "r")}  # fmt: skip
    if node.tag in known:
        return {"kind": node.tag, "n": [number(node, name) for name in known[node.tag]], **paint(node)}
    if node.tag == "polygon":
        numbers = (node.attributes.get("points") or "").replace(",", " ").split()
        return {"kind": "polygon", "n": [float(n) for n in numbers], **paint(node)}
    if node.tag == "text":
        return {"kind": "text", "n": [number(node, "x"), number(node, "y"), number(node, "font-size")],
                "text": "".join(part[0] for part in inlines(node)),
                "bold": node.attributes.get("font-weight") == "700",
                "anchor": node.attributes.get("text-anchor", "start"), **paint(node)}  # fmt: skip
    return None


def chart(node):
    svg = next(child for child in node.children if not isinstance(child, str) and child.tag == "svg")
    _, _, width, height = map(float, svg.attributes["viewbox"].split())
    shapes = [shape(child) for child in svg.children if not isinstance(child, str)]
    return {"kind": "chart", "width": width, "height": height, "shapes": [s for s in shapes if s]}


def table(node):
    rows, head = [], 0
    for part in node.children:
        if isinstance(part, str):
            continue
        for row in part.children:
            if isinstance(row, str):
                continue
            cells = [inlines(cell) for cell in row.children if not isinstance(cell, str)]
            rows.append(cells)
            head += part.tag == "thead"
    return {"kind": "table", "columns": max(len(row) for row in rows), "head": head, "rows": rows}


def blocks(node):
    found = []
    for child in node.children:
        if isinstance(child, str) or child.tag in SKIPPED:
            continue
        names = child.classes()
        if child.tag in ("h1", "h2", "h3", "h4"):
            found.append({"kind": "heading", "level": int(child.tag[1]), "text": inlines(child)})
        elif child.tag in ("p", "dt", "dd"):
            found.append({"kind": "paragraph", "text": inlines(child)})
        elif child.tag in ("ul", "ol"):
            items = [blocks(item) or [{"kind": "paragraph", "text": inlines(item)}]
                     for item in child.children if not isinstance(item, str)]  # fmt: skip
            found.append({"kind": "list", "ordered": child.tag == "ol", "items": items})
        elif child.tag == "table":
            found.append(table(child))
        elif child.tag == "figure" and "chart" in names:
            found.append(chart(child))
        elif "columns" in names:
            columns = [c for c in child.children if not isinstance(c, str)]
            weights = [int(name[7:]) for c in columns for name in c.classes() if name.startswith("weight-")]
            found.append({"kind": "columns", "weights": weights, "columns": [blocks(c) for c in columns]})
        elif "box" in names and not {"keep", "small", "cover"} & set(names):
            found.append({"kind": "box", "blocks": blocks(child)})
        else:
            found += blocks(child)
    return found


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for index, path in enumerate(sys.argv[2:], 1):
        tree = Tree()
        with open(path, encoding="utf-8") as file:
            tree.feed(file.read())
        with open(os.path.join(folder, f"{index:05}.json"), "w", encoding="utf-8") as file:
            json.dump(blocks(tree.root), file, ensure_ascii=False)


if __name__ == "__main__":
    main()
