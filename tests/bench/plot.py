"""Line charts as SVG, both axes logarithmic: what `make bench` measured."""

import math

COLOURS = ["#1f3a5f", "#c2571a", "#0b6b5c", "#b3123f", "#7a4fa3", "#5a5a5a"]
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 360, 70, 250, 40, 50


def ticks(low, high):
    return [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]


def plot(path, title, x_label, y_label, lines):
    """`lines`: {name: [(x, y), ...]}, all > 0."""
    points = [point for line in lines.values() for point in line]
    xs, ys = ticks(min(p[0] for p in points), max(p[0] for p in points)), ticks(
        min(p[1] for p in points), max(p[1] for p in points)
    )

    def scale(value, marks, start, size):
        low, high = math.log10(marks[0]), math.log10(marks[-1])
        return start + (math.log10(value) - low) / max(high - low, 1e-9) * size

    def at(x, y):
        return (
            scale(x, xs, LEFT, WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - scale(y, ys, 0, HEIGHT - TOP - BOTTOM),
        )

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<title>{title}</title><rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="15" font-weight="700">{title}</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 10}">{x_label}</text>',
        f'<text transform="translate(16 {HEIGHT - BOTTOM}) rotate(-90)">{y_label}</text>',
    ]
    for x in xs:
        left, _ = at(x, ys[0])
        out.append(f'<line x1="{left:.1f}" x2="{left:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#ccd"/>')
        out.append(f'<text x="{left:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{x:g}</text>')
    for y in ys:
        _, top = at(xs[0], y)
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{top:.1f}" y2="{top:.1f}" stroke="#ccd"/>')
        out.append(f'<text x="{LEFT - 6}" y="{top + 4:.1f}" text-anchor="end">{y:g}</text>')
    for index, (name, line) in enumerate(lines.items()):
        colour = COLOURS[index % len(COLOURS)]
        path_points = " ".join("{:.1f},{:.1f}".format(*at(*point)) for point in sorted(line))
        out.append(f'<polyline points="{path_points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for point in line:
            out.append('<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="{}"/>'.format(*at(*point), colour))
        y = TOP + 12 + index * 18
        out.append(f'<line x1="{WIDTH - RIGHT + 10}" x2="{WIDTH - RIGHT + 30}" y1="{y - 4}" y2="{y - 4}" stroke="{colour}" stroke-width="2"/>')
        out.append(f'<text x="{WIDTH - RIGHT + 36}" y="{y}">{name}</text>')
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n</svg>\n")
