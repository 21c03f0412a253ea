import FoundationEssentials
import Recommendation

/// The toy data of the peers with the numbers that they compute.
struct ToyGolden: Decodable {
  struct Factors: Decodable {
    var pred: [[Double]]
    var loss: Double
  }
  struct Metrics: Decodable {
    var rec: [[Int]]
    var test: [[Int]]
    var ndcg3: [Double]
    var recall3: [Double]
    var precision3: [Double]
  }

  var matrix: [[Int]]
  var ease: [[Double]]
  var easeScores: [[Double]]
  var cosine: [[Double]]
  var jaccard: [[Double]]
  var walk: [[Double]]
  var bm25: [[Double]]
  var ials: Factors
  var metrics: Metrics

  enum CodingKeys: String, CodingKey {
    case matrix = "X"
    case ease = "ease_lambda1"
    case easeScores = "ease_scores"
    case cosine, jaccard, metrics
    case walk = "rp3beta_a1_b04"
    case bm25 = "bm25_weight_items_by_users_K1_1p2_B_0p5"
    case ials = "ials_d3_a0_0.3_lam_0.01_nu1"
  }

  static func read() throws -> ToyGolden {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Golden/Peers/recommendation.json")
    return try JSONDecoder().decode(ToyGolden.self, from: Data(contentsOf: file))
  }

  /// The matrix as events, one a row, all at one time.
  var events: Events {
    var users: [Int32] = []
    var items: [Int32] = []
    for (user, row) in matrix.enumerated() {
      for (item, value) in row.enumerated() where value > 0 {
        users.append(Int32(user))
        items.append(Int32(item))
      }
    }
    return Events(users: users, items: items)
  }
}

extension Recommender {
  /// The scores of one user's history, which holds only `items`.
  func scores(of items: [Int32]) -> [Double] {
    var scores = [Float](repeating: 0, count: itemCount)
    score(Histories(items: items), into: &scores)
    return scores.map { Double($0) }
  }
}

/// The greatest distance between two tables of numbers.
func distance(_ a: [[Double]], _ b: [[Double]]) -> Double {
  zip(a, b).map { zip($0, $1).map { abs($0 - $1) }.max() ?? 0 }.max() ?? 0
}
