package import GradientBoosting
package import Tasks
package import TextAnalysis

/// What the trees of a ranking learn from: proposals by models that know nothing of the last part of
/// the events, and which of them the users took in that part.
package struct RankingLesson {
  /// The users that came back for something that was proposed.
  package let users: [Int]
  /// A group of rows a user: the proposals, with 1 for what was taken.
  package let training: TrainingSet
  let parameters: BoostingParameters

  /// The fewest users that teach an order.
  static let fewestUsers = 30

  package init(
    _ events: Events, models: [ModelSpec.Weighted], options: Ranked.Options,
    content: (any Vectors)?, prices: [Double]?, threads: Int, cancellation: Cancellation
  ) throws {
    let split = try EventSplit(events, by: options.window)
    let fitter = ModelFitter(
      split.train, content: content, prices: prices, threads: threads, cancellation: cancellation)
    let task = EvaluationTask(
      train: fitter.interactions, test: split.test, k: 10, excludesSeen: options.excludesSeen,
      includesColdUsers: false, mostUsers: options.mostUsers)
    guard task.users.count >= Self.fewestUsers else {
      throw ModelError.tooFewReturns(task.users.count)
    }
    let stage = try CandidateStage(fitter, models: models, options: options)
    let train = fitter.interactions
    let size = max(1, 2_000_000 / max(1, stage.itemCount * models.count))
    let chunks = (task.users.count + size - 1) / size
    let found = try parallelMap(chunks, threads: threads) { chunk in
      try cancellation.check()
      let rows = chunk * size..<min(task.users.count, (chunk + 1) * size)
      let block = task.users[rows]
      let proposals = stage.proposals(for: train.histories(of: block))
      return Self.lesson(proposals, block, task.relevant[rows])
    }
    users = found.flatMap(\.users)
    guard users.count >= Self.fewestUsers else { throw ModelError.tooFewReturns(users.count) }
    training = TrainingSet(
      FeatureMatrix(
        rows: found.reduce(0) { $0 + $1.labels.count }, names: stage.names,
        values: found.flatMap(\.values)),
      labels: found.flatMap(\.labels), groups: found.flatMap(\.groups))
    var parameters = BoostingParameters(.ranking(truncation: 20))
    (parameters.rounds, parameters.learningRate) = (options.rounds, options.learningRate)
    (parameters.leaves, parameters.leafRows, parameters.penalty) = (options.leaves, 50, 5)
    parameters.seed = options.seed
    self.parameters = parameters
  }

  private typealias Part = (users: [Int], groups: [Int], labels: [Double], values: [Double])

  /// The proposals for users who took one of them; the others teach no order.
  private static func lesson(
    _ proposals: CandidateStage.Proposals, _ users: ArraySlice<Int>,
    _ relevant: ArraySlice<Set<Int>>
  ) -> Part {
    var part: Part = ([], [], [], [])
    let columns = proposals.features.columns
    for (row, (user, wanted)) in zip(users, relevant).enumerated() {
      let range = proposals.starts[row]..<proposals.starts[row + 1]
      let labels = range.map { wanted.contains(proposals.items[$0]) ? 1.0 : 0 }
      guard labels.contains(1), labels.contains(0) else { continue }
      part.users.append(user)
      part.groups.append(range.count)
      part.labels += labels
      part.values +=
        proposals.features.values[range.lowerBound * columns..<range.upperBound * columns]
    }
    return part
  }
}
