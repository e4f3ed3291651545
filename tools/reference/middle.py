"""Where a region lies on the map, from its towns: no package has the position of regions.

The middle of the area that the towns span, not of the towns: Ontario's lie along its southern edge.
"""

import math
import statistics

from table import degrees

FAR = 4  # times as far out as three quarters of the towns


def middle(towns: list[tuple[float, float]]) -> tuple[str, str] | None:
    """Latitude and longitude of the centre of the towns' convex hull."""
    if not towns:
        return None
    points = sorted(set(towns))
    if max(lon for _, lon in points) - min(lon for _, lon in points) > 180:  # over the date line
        points = sorted((lat, lon + 360 if lon < 0 else lon) for lat, lon in points)
    points = near(points)
    lat, lon = centre(hull(points))
    return degrees(lat), degrees(lon - 360 if lon > 180 else lon)


def near(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Without those that lie far out: some towns have the code of another region."""
    middle = tuple(statistics.median(point[i] for point in points) for i in (0, 1))
    far = [math.dist(point, middle) for point in points]
    limit = FAR * statistics.quantiles(far, n=4)[2] if len(far) > 3 else math.inf
    return [point for point, distance in zip(points, far) if distance <= limit]


def hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Corners of the convex hull, by Andrew's monotone chain."""
    def half(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        chain: list[tuple[float, float]] = []
        for point in points:
            while len(chain) > 1 and cross(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        return chain[:-1]

    return half(points) + half(points[::-1]) if len(points) > 2 else points


def cross(o: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """Twice the area of a triangle, with its sign."""
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def centre(corners: list[tuple[float, float]]) -> tuple[float, float]:
    """Centre of a polygon's area; the mean of its corners where it has none."""
    pairs = list(zip(corners, corners[1:] + corners[:1]))
    area = sum(cross((0, 0), a, b) for a, b in pairs)
    if abs(area) < 1e-9:
        return tuple(sum(corner[i] for corner in corners) / len(corners) for i in (0, 1))
    return tuple(sum((a[i] + b[i]) * cross((0, 0), a, b) for a, b in pairs) / (3 * area) for i in (0, 1))
