import Language
import Planning
import Syntax
import Tables
import TestSupport
import Testing
import Verbs

/// A model with one number, which it adds to a column.
private struct Adder: FittedModel {
  static let kind = "adder"
  static let verb = "learn"
  var number: Double

  init(_ number: Double) { self.number = number }

  init?(stored: [StoredSection]) {
    guard let number = stored["number"]?.row(0).first?.asNumber else { return nil }
    self.number = number
  }

  var facts: [ModelFact] { [ModelFact("number", "\(number)")] }

  var stored: [StoredSection] {
    [
      StoredSection(
        "number", Table(schema: Schema([Field("number", .number)]), rows: [[.number(number)]]))
    ]
  }

  func shape(predicting input: Shape) throws(Diagnostic) -> Shape {
    let x = try column("x", of: input.schema)
    let sum = Expression.call(
      .add, [Expression(x).widened(to: .number), .literal(.number(number), .number)], .number)
    return Shape(plan: input.plan.derived([NamedExpression("predicted", sum)]), roles: input.roles)
  }

  func predict(_ input: Answer, in context: RunContext) throws -> Answer {
    let relation = try input.table(for: "predict")
    return Answer(Relation(try shape(predicting: Shape(of: input)).plan, in: relation.engine))
  }
}

/// Learns nothing, and says so.
private struct Learn: Verb {
  static let declaration = Declaration<Self>(
    name: "learn", family: .models, summary: "Learns.", parts: [.table("model", "The model.")],
    examples: [Example("rows [{x: 1}] | learn", "Learns.")])
  func schema(of input: Schema) throws(Diagnostic) -> Schema { input }
  func run(on input: Relation, in context: RunContext) throws -> Answer {
    Answer(.table(input), parts: [.model(Adder(2.5))])
  }
}

@Suite(.needsEngine) struct ModelTests {
  private func bench() -> CellBench {
    CellBench(verbs: VerbCatalog(VerbCatalog.standard.entries + [VerbEntry(Learn.self)]))
  }

  @Test func `predict asks the model of a result, or the model itself`() {
    let bench = bench()
    bench.succeed("m = rows [{x: 1}] | learn\nn = rows [{x: 2}, {x: 5}]")
    #expect(bench.succeed("n | predict m").text.contains("7.5"))
    #expect(bench.succeed("n | predict m.model | filter predicted < 5").text.contains("4.5"))
  }

  @Test func `a model shows its card`() {
    let bench = bench()
    bench.succeed("m = rows [{x: 1}] | learn")
    let text = bench.succeed("m.model").text
    #expect(text.contains("number") && text.contains("2.5"))
  }

  @Test func `what has no model is refused with a way out`() {
    let bench = bench()
    bench.succeed(
      "m = rows [{x: 1}] | learn | take 1\nn = rows [{y: 2}]\nk = rows [{x: 1}] | learn")
    #expect(bench.run("n | predict n").text.contains("`predict` needs a model"))
    #expect(bench.run("n | predict m").text.contains("bind the `learn` stage"))
    #expect(bench.run("n | predict k").text.contains("the model needs the column `x`"))
    #expect(bench.run("n | predict").text.contains("E302"))
  }
}
