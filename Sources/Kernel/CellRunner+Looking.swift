import Language
import Planning
import Syntax

/// What the editor asks about a cell that is being written: nothing runs for it.
extension CellRunner {
  /// What is known of a pipeline of a cell that is being written.
  ///
  /// Items and stages that do not bind are left out. Nil when not even its source is known.
  func knownAnswer(of pipeline: PipelineSyntax) -> (answer: Answer, shape: Shape)? {
    var source = try? open(pipeline.source)
    if source == nil, case .nested(let inner) = pipeline.source.kind {
      source = knownAnswer(of: inner)?.answer
    }
    guard let source else { return nil }
    var progression = Progression(answer: source, shape: Shape(of: source))
    for stage in pipeline.stages {
      if case .bind(let name) = stage.kind {
        workspace.bind(name.text, to: .answer(knownAnswer(progression), ScalarCache()))
        continue
      }
      for candidate in [stage, stage.keepingItems { binds($0, after: progression) }] {
        var next = progression
        guard (try? bind(candidate, to: &next)) != nil else { continue }
        progression = next
        break
      }
    }
    return (knownAnswer(progression), progression.shape)
  }

  private func binds(_ stage: StageSyntax, after progression: Progression) -> Bool {
    var next = progression
    return (try? bind(stage, to: &next)) != nil
  }

  /// An answer with the columns that a pipeline will have, while nothing runs.
  func knownAnswer(_ progression: Progression) -> Answer {
    guard !progression.waiting.isEmpty, progression.shape.kind == .table else {
      return progression.answer
    }
    let engine = progression.answer.relation?.engine ?? surroundings.embedded
    return Answer(
      .table(Relation(progression.shape.plan, in: engine)), roles: progression.shape.roles)
  }
}

extension StageSyntax {
  /// The stage with only those items that make a stage by themselves.
  fileprivate func keepingItems(_ binds: (StageSyntax) -> Bool) -> StageSyntax {
    guard case .verb(var verb) = kind, verb.items.count > 1 else { return self }
    verb.items = verb.items.filter { item in
      var alone = verb
      alone.items = [item]
      return binds(StageSyntax(.verb(alone), span, pipe: pipe))
    }
    return StageSyntax(.verb(verb), span, pipe: pipe)
  }
}

extension VerbSyntax {
  /// A source of few rows, of which only the columns and some values are wanted.
  var short: VerbSyntax {
    guard name.text == "load", form?.text == "sample" else { return self }
    var short = self
    let rows = ExpressionSyntax(.literal(.int(500)), name.span)
    short.options.removeAll { $0.name.text == "rows" }
    short.options.append(
      OptionSyntax(name: NameSyntax("rows", name.span), value: .expression(rows), span: name.span))
    return short
  }
}
