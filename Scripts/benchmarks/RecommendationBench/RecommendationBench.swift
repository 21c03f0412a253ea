import FoundationEssentials
import Recommendation

/// Times the library of recommendations alone, as its peers are timed: `RecommendationBench TASK FILE
/// RUNS` prints a line `seconds S` for each run, then `value V` by which the work is compared.
///
/// The file holds pairs of 32-bit codes, user and item, in the order of time; for the task `baskets` it
/// is a file of lines with the items of an order, parted by commas.
@main
struct RecommendationBench {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count == 4, let runs = Int(words[3]) else {
      fail("usage: RecommendationBench TASK FILE RUNS")
    }
    let work = try task(words[1], Data(contentsOf: URL(filePath: words[2])))
    var value = 0.0
    for _ in 0..<runs {
      let (result, seconds) = try timed(work)
      value = result
      print("seconds", seconds)
    }
    print("value", value)
  }

  /// What is timed; the number that it gives tells whether the peer did the same.
  private static func task(_ name: String, _ data: Data) throws -> () throws -> Double {
    if name == "baskets" {
      let baskets = baskets(data)
      return {
        let sets = try FrequentItemsets(of: baskets, minimumSupport: 0.001, largest: 10)
        let rules = try AssociationRules(of: sets, minimumConfidence: 0.2, consequents: .any)
        return Double(sets.count + rules.rules.count)
      }
    }
    let known = Interactions(events(data, inOrder: false))
    let users = Array(0..<known.userCount)
    switch name {
    case "ease":
      return {
        let model = try EASE(known, regularization: 500)
        var scores = [Float](repeating: 0, count: model.itemCount)
        model.score(known.histories(of: [0]), into: &scores)
        return scores.reduce(0) { $0 + Double($1) }
      }
    case "lists":
      let model = try EASE(known, regularization: 500)
      return {
        try Recommendations(model, for: users, histories: known, limit: 20).lists
          .reduce(0) { $0 + $1.reduce(0) { $0 + Double($1.score) } }
      }
    case "epoch":
      var options = ImplicitFactors.Options()
      options.epochs = 1
      return { [options] in Double(try ImplicitFactors(known, options: options).itemCount) }
    case "all ease":
      return {
        let model = try EASE(known, regularization: 500)
        return try listed(by: model, known)
      }
    case "all ranked":
      let events = events(data, inOrder: true)
      return {
        var options = Ranked.Options()
        options.window = .temporal(share: 0.125)
        let models = Ranked.usualModels()
        let (model, fit) = try timed { try Ranked(events, models: models, options: options) }
        print("fit", fit)
        return try listed(by: model, Interactions(events))
      }
    default: fail("there is no task \(name)")
    }
  }

  /// The entries of the 20 best items of all users.
  private static func listed(by model: any Recommender, _ known: Interactions) throws -> Double {
    try Double(
      Recommendations(model, for: Array(0..<known.userCount), histories: known, limit: 20).lists
        .reduce(0) { $0 + $1.count })
  }

  private static func timed<R>(_ work: () throws -> R) rethrows -> (R, seconds: Double) {
    let clock = ContinuousClock()
    let began = clock.now
    let result = try work()
    let elapsed = (clock.now - began).components
    return (result, Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
  }

  private static func events(_ data: Data, inOrder: Bool) -> Events {
    data.withUnsafeBytes { bytes in
      let codes = bytes.bindMemory(to: Int32.self)
      let count = codes.count / 2
      return Events(
        users: (0..<count).map { codes[2 * $0] }, items: (0..<count).map { codes[2 * $0 + 1] },
        times: inOrder ? (0..<count).map { Double($0) } : nil)
    }
  }

  private static func baskets(_ data: Data) -> Baskets {
    var codes: [Substring: Int32] = [:]
    var orders: [Int32] = []
    var items: [Int32] = []
    let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
    for (order, line) in lines.enumerated() {
      for item in line.split(separator: ",") {
        let code = codes[item] ?? Int32(codes.count)
        codes[item] = code
        orders.append(Int32(order))
        items.append(code)
      }
    }
    return Baskets(orders: orders, items: items, largest: 1_000)
  }

  private static func fail(_ message: String) -> Never {
    print(message)
    fatalError(message)
  }
}
