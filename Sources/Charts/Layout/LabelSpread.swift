/// Moves labels beside each other apart.
enum LabelSpread {
  /// Positions at least `gap` apart within `lower…upper`, in the order of the wished ones and as
  /// near to them as possible: blocks that touch are pooled about their mean.
  static func spread(_ wishes: [Double], gap: Double, lower: Double, upper: Double) -> [Double] {
    struct Block {
      var members: [Int]
      var middle: Double
    }
    func half(_ block: Block) -> Double { Double(block.members.count - 1) * gap / 2 }
    func clamp(_ block: inout Block) {
      block.middle = max(lower + half(block), min(upper - half(block), block.middle))
    }
    var blocks: [Block] = []
    for index in wishes.indices.sorted(by: { (wishes[$0], $0) < (wishes[$1], $1) }) {
      var block = Block(members: [index], middle: wishes[index])
      clamp(&block)
      while let last = blocks.last, block.middle - half(block) < last.middle + half(last) + gap {
        blocks.removeLast()
        let members = last.members + block.members
        var sum = 0.0
        for (place, member) in members.enumerated() {
          sum += wishes[member] - (Double(place) - Double(members.count - 1) / 2) * gap
        }
        block = Block(members: members, middle: sum / Double(members.count))
        clamp(&block)
      }
      blocks.append(block)
    }
    var places = wishes
    for block in blocks {
      for (place, member) in block.members.enumerated() {
        places[member] = block.middle + (Double(place) - Double(block.members.count - 1) / 2) * gap
      }
    }
    return places
  }
}
