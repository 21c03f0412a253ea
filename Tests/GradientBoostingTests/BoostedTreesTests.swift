import GradientBoosting
import Synchronization
import Tasks
import Testing

/// Trees against the numbers of LightGBM's own Python package (4.7.0), and what must always hold.
@Suite(.enabled(if: LightGBM.isThere, "LightGBM is not installed"))
struct BoostedTreesTests {
  /// A slope, a column with gaps, and five categories.
  static let features: FeatureMatrix = {
    let rows = Array(0..<400)
    return FeatureMatrix(
      names: ["list price (£)", "share", "kind"], categories: [2],
      columns: [
        rows.map { Double($0 * 37 % 101) / 101 },
        rows.map { $0 % 17 == 0 ? .nan : Double($0 * 53 % 89) / 89 },
        rows.map { Double($0 * 7 % 5) },
      ])
  }()

  static let numbers: [Double] = (0..<400).map { row in
    let (x, y) = (Double(row * 37 % 101) / 101, Double(row * 53 % 89) / 89)
    return (x > 0.5 ? 2 * y : -y) + [0, 0.5, -0.5, 1, 0][row * 7 % 5]
  }

  static let classes = numbers.map { $0 < 0 ? 0.0 : $0 < 1 ? 1 : 2 }

  static func parameters(_ objective: Objective) -> BoostingParameters {
    var parameters = BoostingParameters(objective)
    (parameters.rounds, parameters.leaves, parameters.leafRows) = (30, 7, 10)
    parameters.categoryRows = 20
    return parameters
  }

  static func set(for objective: Objective) -> TrainingSet {
    switch objective {
    case .squares, .deviations, .quantile: TrainingSet(features, labels: numbers)
    case .yesOrNo: TrainingSet(features, labels: numbers.map { $0 > 0.5 ? 1 : 0 })
    case .classes: TrainingSet(features, labels: classes)
    case .ranking:
      TrainingSet(features, labels: classes, groups: [Int](repeating: 20, count: 20))
    }
  }

  static let objectives: [Objective] = [
    .squares, .deviations, .quantile(0.9), .yesOrNo, .classes(3), .ranking(),
  ]

  static func fit(_ objective: Objective, threads: Int = 1) throws -> BoostedTrees {
    try BoostedTrees.fit(set(for: objective), parameters(objective), threads: threads)
  }

  @Test func `Predictions are the peer's`() throws {
    let peers: [(Objective, [Double])] = [
      (.squares, [-0.394848526, -0.932443737, 0.369316401, -0.217296239, 0.663459428]),
      (.yesOrNo, [0.059316056, 0.031981928, 0.09762629, 0.031981928, 0.88145559]),
      (
        .classes(3), [0.734698348, 0.249631966, 0.015669687, 0.934531794, 0.058607263, 0.006860943]
      ),
      (.ranking(), [-2.029478571, -2.524861267, -0.379899482, -1.991691888, -1.148092553]),
    ]
    for (objective, expected) in peers {
      let found = try Self.fit(objective).predict(Self.features)
      for (value, peer) in zip(found, expected) { #expect(abs(value - peer) < 1e-6) }
    }
  }

  @Test func `Importance and contributions are the peer's`() throws {
    let model = try Self.fit(.squares)
    #expect(try model.importance(.splits) == [44, 81, 55])
    let gains = try model.importance()
    for (gain, peer) in zip(gains, [1177.27914, 411.532693, 408.218575]) {
      #expect(abs(gain - peer) < 1e-3)
    }
    let parts = try model.contributions(Self.features.rows([0, 1]))
    let peers = [
      -0.746245545, 0.097514641, -0.173580864, 0.427463242,
      -0.822585836, 0.029046409, -0.566367552, 0.427463242,
    ]
    for (part, peer) in zip(parts, peers) { #expect(abs(part - peer) < 1e-6) }
  }

  @Test(arguments: objectives)
  func `Contributions add up to the margin`(objective: Objective) throws {
    let model = try Self.fit(objective)
    let margins = try model.margins(Self.features)
    let parts = try model.contributions(Self.features)
    let width = Self.features.columns + 1
    #expect(parts.count == margins.count * width)
    for (place, margin) in margins.enumerated() {
      let sum = parts[place * width..<(place + 1) * width].reduce(0, +)
      #expect(abs(sum - margin) < 1e-9)
    }
  }

  @Test(arguments: objectives)
  func `The number of threads changes no bit`(objective: Objective) throws {
    let large = FeatureMatrix(
      names: ["a", "b", "c"],
      columns: (1...3).map { step in (0..<20_000).map { Double($0 * step * 7919 % 10_007) } })
    let labels = (0..<20_000).map { row in
      let value = Double(row * 7919 % 10_007) / 10_007 + Double(row % 97) / 97
      return objective == .squares ? value : value > 1 ? 1.0 : 0
    }
    let set = TrainingSet(
      large, labels: labels,
      groups: objective == .ranking() ? .init(repeating: 50, count: 400) : nil)
    var parameters = BoostingParameters(objective)
    (parameters.rounds, parameters.rowShare, parameters.columnShare) = (10, 0.7, 0.7)
    let models = try [1, 2, 3].map { try BoostedTrees.fit(set, parameters, threads: $0) }
    let found = try models.enumerated().map { try $1.predict(large, threads: 3 - $0) }
    #expect(found[0] == found[1] && found[0] == found[2])
    #expect(try BoostedTrees.fit(set, parameters, threads: 2) == models[1])
  }

  @Test(arguments: objectives)
  func `Written and read again a model predicts the same bits`(objective: Objective) throws {
    let model = try Self.fit(objective)
    let again = try BoostedTrees(text: model.text)
    #expect(again == model)
    #expect(again.names == ["list price (£)", "share", "kind"])
    #expect(again.outputs == (objective == .classes(3) ? 3 : 1) && again.rounds == 30)
    #expect(try again.predict(Self.features) == model.predict(Self.features))
  }

  @Test func `What is learned is there`() throws {
    let probabilities = try Self.fit(.yesOrNo).predict(Self.features)
    let right = zip(probabilities, Self.numbers).count { ($0 > 0.5) == ($1 > 0.5) }
    #expect(right > 380)
    let shares = try Self.fit(.classes(3)).predict(Self.features)
    for row in 0..<400 { #expect(abs(shares[row * 3..<row * 3 + 3].reduce(0, +) - 1) < 1e-12) }
    let high = try Self.fit(.quantile(0.9)).predict(Self.features)
    let below = zip(Self.numbers, high).count { $0 <= $1 }
    #expect((330...390).contains(below))
    // Within its groups a ranking puts what is relevant first.
    let scores = try Self.fit(.ranking()).predict(Self.features)
    var wrong = 0
    var pairs = 0
    for group in 0..<20 {
      for a in group * 20..<group * 20 + 20 {
        for b in group * 20..<group * 20 + 20 where Self.classes[a] > Self.classes[b] {
          pairs += 1
          wrong += scores[a] <= scores[b] ? 1 : 0
        }
      }
    }
    #expect(Double(wrong) < 0.1 * Double(pairs))
  }

  @Test func `Rows without weight teach nothing`() throws {
    var labels = Self.numbers
    for row in 200..<400 { labels[row] = 1000 }
    let weights = (0..<400).map { $0 < 200 ? 1.0 : 0 }
    let model = try BoostedTrees.fit(
      TrainingSet(Self.features, labels: labels, weights: weights), Self.parameters(.squares))
    #expect(try model.predict(Self.features).allSatisfy { $0 < 3 })
  }

  @Test func `A validation set decides how many rounds are best`() throws {
    // Labels by chance: each further round only learns noise.
    let noise = (0..<400).map { Double($0 * 7919 % 1009 % 2) }
    let set = TrainingSet(Self.features.rows(Array(0..<300)), labels: Array(noise[..<300]))
    let held = TrainingSet(Self.features.rows(Array(300..<400)), labels: Array(noise[300...]))
    var parameters = Self.parameters(.yesOrNo)
    (parameters.rounds, parameters.patience, parameters.learningRate) = (500, 10, 0.3)
    let model = try BoostedTrees.fit(set, parameters, validation: held)
    #expect(model.measures.count < 500 && model.rounds <= model.measures.count)
    let best = try #require(model.measures.min())
    #expect(model.measures[model.rounds - 1] == best)
    #expect(model.measures.count - model.rounds == 10)
    // The model ends there: its own predictions have that measure.
    let probabilities = try model.predict(held.features)
    let loss =
      zip(probabilities, held.labels).map { -logarithm($1 == 1 ? $0 : 1 - $0) }.reduce(0, +) / 100
    #expect(abs(loss - best) < 1e-6)
  }

  @Test func `An order is measured upwards`() throws {
    let set = Self.set(for: .ranking())
    let model = try BoostedTrees.fit(set, Self.parameters(.ranking()), validation: set)
    let best = try #require(model.measures.max())
    #expect(model.measures[model.rounds - 1] == best && best > 0.9)
  }

  @Test func `Training stops between two rounds`() throws {
    let cancellation = Cancellation()
    let told = Mutex<[Double]>([])
    #expect(throws: CancellationRequested.self) {
      try BoostedTrees.fit(
        Self.set(for: .squares), Self.parameters(.squares), cancellation: cancellation
      ) { share in
        told.withLock { $0.append(share) }
        if share > 0.3 { cancellation.cancel() }
      }
    }
    let shares = told.withLock { $0 }
    #expect(shares.count == 10 && shares == shares.sorted())
  }

  @Test func `Several threads may ask one model at once`() throws {
    let model = try Self.fit(.squares)
    let expected = try model.predict(Self.features, threads: 1)
    let found = try parallelMap(16, threads: 4) { _ in
      try model.predict(Self.features, threads: 1)
    }
    #expect(found.allSatisfy { $0 == expected })
  }

  @Test func `What does not fit is refused with a sentence`() throws {
    func reason(_ set: TrainingSet, _ objective: Objective) -> String? {
      #expect(throws: BoostingError.self) {
        try BoostedTrees.fit(set, Self.parameters(objective))
      }?.description
    }
    let numbers = TrainingSet(Self.features, labels: Self.numbers)
    #expect(reason(numbers, .yesOrNo) == "the labels of two classes are 0 and 1")
    #expect(reason(numbers, .classes(3))?.contains("whole numbers from 0 to 2") == true)
    #expect(reason(TrainingSet(Self.features, labels: Self.classes), .ranking()) != nil)
    let empty = TrainingSet(FeatureMatrix(rows: 0, names: ["a"], values: []), labels: [])
    #expect(reason(empty, .squares)?.contains("nothing to learn from") == true)
    let missing = TrainingSet(Self.features, labels: [.nan] + Self.numbers.dropFirst())
    #expect(reason(missing, .squares)?.contains("a label is missing") == true)
    let model = try Self.fit(.squares)
    let narrow = FeatureMatrix(names: ["a"], columns: [[1]])
    #expect(throws: BoostingError.self) { try model.predict(narrow) }
    #expect(throws: BoostingError.self) { try BoostedTrees(text: "no model") }
  }

  @Test func `Few rows and equal rows give a model that says the mean`() throws {
    let set = TrainingSet(FeatureMatrix(names: ["a"], columns: [[1, 1, 1]]), labels: [2, 4, 6])
    let model = try BoostedTrees.fit(set, BoostingParameters(.squares))
    let found = try model.predict(set.features)
    #expect(found.allSatisfy { abs($0 - 4) < 1e-6 })
    #expect(try model.predict(FeatureMatrix(rows: 0, names: ["a"], values: [])).isEmpty)
  }
}
