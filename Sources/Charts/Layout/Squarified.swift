/// Squarified treemaps (Bruls, Huizing and van Wijk, 2000).
enum Squarified {
  /// Boxes that fill `area` in proportion to `sizes`, which must be positive and descend.
  static func boxes(_ sizes: [Double], in area: Box) -> [Box] {
    let total = sizes.reduce(0, +)
    guard total > 0, area.width > 0, area.height > 0 else { return [] }
    let areas = sizes.map { $0 / total * area.width * area.height }
    var boxes: [Box] = []
    var rest = area
    var start = 0
    while start < areas.count {
      let side = max(min(rest.width, rest.height), 1e-9)
      var end = start
      var sum = 0.0
      var worst = Double.infinity
      // A row grows as long as that makes its worst part squarer.
      while end < areas.count {
        let next = sum + areas[end]
        let ratio = max(
          side * side * areas[start] / (next * next), next * next / (side * side * areas[end]))
        if ratio > worst { break }
        (worst, sum) = (ratio, next)
        end += 1
      }
      let depth = sum / side
      let isWide = rest.width >= rest.height
      var offset = 0.0
      for part in areas[start..<end] {
        let length = part / depth
        boxes.append(
          isWide
            ? Box(
              left: rest.left, top: rest.top + offset, right: rest.left + depth,
              bottom: rest.top + offset + length)
            : Box(
              left: rest.left + offset, top: rest.top, right: rest.left + offset + length,
              bottom: rest.top + depth))
        offset += length
      }
      if isWide { rest.left += depth } else { rest.top += depth }
      start = end
    }
    return boxes
  }
}
