/// Leaves out points of a line that no eye can see.
enum LineThinning {
  /// At most four points per column of `width` pixels: the first, the lowest, the highest, the last.
  ///
  /// The points must come from left to right.
  static func thinned(_ points: [Point], columnWidth: Double) -> [Point] {
    var kept: [Point] = []
    var start = 0
    while start < points.count {
      let column = (points[start].x / columnWidth).rounded(.down)
      var end = start
      var (lowest, highest) = (start, start)
      while end < points.count, (points[end].x / columnWidth).rounded(.down) == column {
        if points[end].y < points[lowest].y { lowest = end }
        if points[end].y > points[highest].y { highest = end }
        end += 1
      }
      let last = end - 1
      var previous = -1
      for index in [start, min(lowest, highest), max(lowest, highest), last]
      where index > previous {
        kept.append(points[index])
        previous = index
      }
      start = end
    }
    return kept
  }
}
