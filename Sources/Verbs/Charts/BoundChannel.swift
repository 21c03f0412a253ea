package import Charts
import Language
package import Planning
package import Syntax
package import Tables

/// A channel of a chart with what it shows.
package struct BoundChannel: Sendable {
  package enum Content: Sendable {
    case constant(Value)
    case column(Expression)
  }
  package var name: ChannelName
  package var content: Content
  /// What axes and legends call it.
  package var label: String
  /// The channel as it was written, for layers that inherit it.
  package var syntax: OptionSyntax

  package var span: SourceSpan { syntax.span }
}

extension StageBinder {
  /// The channels given in `options`, bound over the columns of a plan.
  func channels(_ options: [OptionSyntax], over plan: Plan) throws(Diagnostic) -> [BoundChannel] {
    var channels: [BoundChannel] = []
    for option in options {
      guard let name = ChannelName(rawValue: option.name.text) else { continue }
      channels.append(try channel(name, option, over: plan))
    }
    return channels
  }

  /// The channels of `mark` that nobody wrote but whose columns the table has: an analysis names
  /// them, so that `| chart beeswarm` is enough.
  func standardChannels(of mark: Mark?, besides given: [BoundChannel], over plan: Plan)
    -> [BoundChannel]
  {
    guard let mark else { return [] }
    let names = Set(given.map(\.name))
    // Who names a place themselves has a table of another kind.
    let isOther = mark.channels.contains {
      $0.isRequired && $0.column != nil && names.contains($0.name)
    }
    return mark.channels.compactMap { channel in
      guard let column = channel.column, !names.contains(channel.name),
        channel.isRequired || !isOther, let field = plan.schema[column]
      else { return nil }
      let span = syntax.form?.span ?? verbSpan
      return BoundChannel(
        name: channel.name, content: .column(.column(column, field.type)), label: column,
        syntax: OptionSyntax(
          name: NameSyntax(channel.name.rawValue, span),
          value: .expression(ExpressionSyntax(.column([NameSyntax(column, span)]), span)),
          span: span))
    }
  }

  private func channel(_ name: ChannelName, _ option: OptionSyntax, over plan: Plan)
    throws(Diagnostic) -> BoundChannel
  {
    let syntax = try option.expression(named: name.rawValue)
    let binder = ExpressionBinder(
      schema: plan.schema, roles: input.roles, dropped: input.dropped,
      site: CallSite(mode: .scalar, now: environment.now), environment: environment)
    let expression = try binder.bind(syntax)
    if expression.isConstant {
      guard case .value(let value, _) = try scalar(syntax) else {
        throw Diagnostic("E414", "`\(name.rawValue):` is a column or a constant", at: syntax.span)
      }
      return BoundChannel(
        name: name, content: .constant(value), label: name.rawValue, syntax: option)
    }
    return BoundChannel(
      name: name, content: .column(expression), label: syntax.axisLabel ?? name.rawValue,
      syntax: option)
  }
}

extension ExpressionSyntax {
  /// A short name for an axis: the column, or the function and its column.
  fileprivate var axisLabel: String? {
    switch kind {
    case .column(let path): path.last?.text
    case .call(let name, let arguments):
      arguments.first?.value.axisLabel.map { "\(name.text) of \($0)" }
    default: nil
    }
  }
}

extension VerbParameter {
  /// One channel of a chart, read with the others.
  static func channel(_ name: ChannelName, _ summary: String) -> Self {
    let description = ParameterDescription(
      name.rawValue, summary, place: .option, accepts: .expressions, notation: "\(name.rawValue):")
    return Self(description) { (_: inout V, _: inout StageBinder) throws(Diagnostic) in }
  }

  /// All channels of the stage, in one list.
  static func channels(
    _ property: Property<V, [BoundChannel]>, plan: @escaping @Sendable (V, StageBinder) -> Plan,
    options: @escaping @Sendable (V, StageBinder) -> [OptionSyntax],
    mark: @escaping @Sendable (V) -> NameSyntax?
  ) -> Self {
    let description = ParameterDescription(
      ChannelName.x.rawValue, "The horizontal position.", place: .option, accepts: .expressions,
      notation: "x:")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let plan = plan(verb, binder)
      let given = try binder.channels(options(verb, binder), over: plan)
      let named = mark(verb).flatMap { Mark.named($0.text) }
      verb[keyPath: property] =
        given + binder.standardChannels(of: named, besides: given, over: plan)
    }
  }
}
