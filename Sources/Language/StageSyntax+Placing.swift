import Syntax

// The body of a `def` may have been written in another cell: before it is put into a pipeline, all
// of it takes the place of the call.

extension StageSyntax {
  /// The stage with every part at one place.
  func placed(at span: SourceSpan) -> StageSyntax {
    var kind = kind
    switch kind {
    case .verb(let verb): kind = .verb(verb.placed(at: span))
    case .definition(let name, let arguments):
      kind = .definition(name.placed(at: span), arguments.map { $0.placed(at: span) })
    case .bind(let name): kind = .bind(name.placed(at: span))
    case .hole: break
    }
    return StageSyntax(kind, span, pipe: span)
  }
}

extension VerbSyntax {
  fileprivate func placed(at span: SourceSpan) -> VerbSyntax {
    VerbSyntax(
      name: name.placed(at: span), form: form?.placed(at: span),
      items: items.map { $0.placed(at: span) }, tables: tables.map { $0.placed(at: span) },
      clauses: clauses.map { clause in
        ClauseSyntax(
          clause.kind, items: clause.items.map { $0.placed(at: span) }, span: span, keyword: span)
      }, options: options.map { $0.placed(at: span) }, span: span)
  }
}

extension ItemSyntax {
  fileprivate func placed(at span: SourceSpan) -> ItemSyntax {
    ItemSyntax(
      name: name?.placed(at: span), expression: expression.placed(at: span),
      except: except.map { $0.placed(at: span) }, isDescending: isDescending, span: span)
  }
}

extension OptionSyntax {
  fileprivate func placed(at span: SourceSpan) -> OptionSyntax {
    let value: Value =
      switch value {
      case .expression(let expression): .expression(expression.placed(at: span))
      case .pipeline(let pipeline): .pipeline(pipeline.placed(at: span))
      }
    return OptionSyntax(name: name.placed(at: span), value: value, span: span)
  }
}

extension SourceSyntax {
  fileprivate func placed(at span: SourceSpan) -> SourceSyntax {
    let kind: Kind =
      switch kind {
      case .reference(let path): .reference(path.map { $0.placed(at: span) })
      case .verb(let verb): .verb(verb.placed(at: span))
      case .nested(let pipeline): .nested(pipeline.placed(at: span))
      case .hole: .hole
      }
    return SourceSyntax(kind, span)
  }
}

extension PipelineSyntax {
  fileprivate func placed(at span: SourceSpan) -> PipelineSyntax {
    PipelineSyntax(
      source: source.placed(at: span), stages: stages.map { $0.placed(at: span) }, span: span)
  }
}

extension ArgumentSyntax {
  fileprivate func placed(at span: SourceSpan) -> ArgumentSyntax {
    ArgumentSyntax(name: name?.placed(at: span), value: value.placed(at: span), span: span)
  }
}

extension ExpressionSyntax {
  /// The expression with every part at one place.
  func placed(at span: SourceSpan) -> ExpressionSyntax {
    var result = mappingChildren { $0.placed(at: span) }
    result.span = span
    switch result.kind {
    case .column(let path): result.kind = .column(path.map { $0.placed(at: span) })
    case .variable(let path): result.kind = .variable(path.map { $0.placed(at: span) })
    case .call(let name, let arguments):
      result.kind = .call(
        name.placed(at: span),
        arguments.map {
          ArgumentSyntax(name: $0.name?.placed(at: span), value: $0.value, span: span)
        })
    default: break
    }
    return result
  }
}

extension NameSyntax {
  fileprivate func placed(at span: SourceSpan) -> NameSyntax {
    NameSyntax(text, span, isQuoted: isQuoted)
  }
}
