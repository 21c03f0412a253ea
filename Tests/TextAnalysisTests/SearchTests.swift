import Glibc
import Testing
import TextAnalysis

/// Words, vectors and search over a few product names, by hand.
struct SearchTests {
  let names: [String?] = [
    "USB-C cable, 2 m", "USB cable for phones", "Phone case", "Glass cables", nil, "",
  ]

  @Test(
    arguments: [
      ("USB-C Cables", ["usb", "c", "cable"]), ("glass bus", ["glass", "bus"]),
      ("Batteries & shoes", ["battery", "shoe"]), ("Don’t don't", ["dont", "dont"]),
      ("Crème BRÛLÉE 4K", ["crème", "brûlée", "4k"]), ("…", []),
    ])
  func `Words are runs of letters and digits, plurals folded`(text: String, words: [String]) {
    #expect(Words()(text) == words)
  }

  @Test func `Words keep their plural when asked`() {
    #expect(Words(foldsPlurals: false)("red cables") == ["red", "cables"])
  }

  @Test func `A table counts words and texts`() {
    let table = TermTable(names)
    #expect(
      table.terms == ["2", "c", "cable", "case", "for", "glass", "m", "phone", "usb"])
    #expect(table.documents == [1, 1, 3, 1, 1, 1, 1, 2, 2])
    #expect(table.lengths == [5, 4, 2, 2, 0, 0])
  }

  @Test func `BM25 scores are the formula's`() {
    let search = BM25(TermTable(names), k1: 1.2, b: 0.75)
    // "glass" stands in one of 6 texts; its text has 2 words, the mean is 13 / 6.
    let rarity = log(1 + 5.5 / 1.5)
    let length = 2 / (13.0 / 6)
    let expected = rarity * 2.2 / (1 + 1.2 * (0.25 + 0.75 * length))
    let found = search.search("GLASS")
    #expect(found.map(\.place) == [3])
    #expect(abs(Double(found[0].score) - expected) < 1e-6)
    #expect(search.search("phone cable").map(\.place) == [1, 2, 3, 0])
    #expect(search.search("nothing of it").isEmpty && search.search("", limit: 3).isEmpty)
  }

  @Test func `TF-IDF cosines are the formula's`() {
    let vectors = TFIDF(TermTable(names))
    func rarity(_ texts: Double) -> Double { log(7 / (1 + texts)) + 1 }
    let (cable, glass, phone, case_) = (rarity(3), rarity(1), rarity(2), rarity(1))
    let third = (cable * cable + glass * glass).squareRoot()
    let similarities = vectors.similarities(to: 3)
    #expect(abs(similarities[3] - 1) < 1e-6 && similarities[2] == 0 && similarities[4] == 0)
    let first = (cable * cable + rarity(2) * rarity(2) + 3 * rarity(1) * rarity(1)).squareRoot()
    #expect(abs(Double(similarities[0]) - cable * cable / (third * first)) < 1e-6)
    let scores = vectors.scores(for: "phone")
    let second = (phone * phone + case_ * case_).squareRoot()
    #expect(abs(Double(scores[2]) - phone / second) < 1e-6)
    #expect(vectors.nearest(to: 3).map(\.place) == [1, 0])
  }

  @Test func `Equal scores go by place, and the limit cuts exactly`() {
    let search = BM25(TermTable(["a b", "a c", "a b", "d"]))
    #expect(search.search("a", limit: 2).map(\.place) == [0, 1])
    #expect(search.search("b", limit: 9).map(\.place) == [0, 2])
  }

  @Test func `Dense vectors are scaled and compared`() throws {
    let vectors = try DenseVectors([3, 4, 0, 2, -3, -4, 0, 0], dimensions: 2)
    let similarities = vectors.similarities(to: 0)
    for (found, expected) in zip(similarities, [1, 0.8, -1, 0] as [Float]) {
      #expect(abs(found - expected) < 1e-6)
    }
    #expect(vectors.nearest(to: 0).map(\.place) == [1])
    #expect(
      try vectors.allNearest(limit: 2, threads: 1) == vectors.allNearest(limit: 2, threads: 2))
  }

  @Test func `Fused rankings put first what both have near the top`() {
    let search = BM25(TermTable(["a", "b", "a b"]))
    let fused = RankFusion.reciprocal([search.search("a"), search.search("b")])
    #expect(fused.map(\.place) == [2, 0, 1])
    #expect(abs(Double(fused[0].score) - 2 / 62.0) < 1e-6)
  }

  @Test func `No texts are searched`() {
    let table = TermTable([])
    #expect(BM25(table).search("a").isEmpty && TFIDF(table).scores(for: "a").isEmpty)
  }
}
