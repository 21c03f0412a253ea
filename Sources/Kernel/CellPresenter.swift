import Charts
package import Language
import Planning
package import Rendering
import Synchronization
package import Syntax
import Tables
package import Tasks

/// Renders what a cell shows and hands it to the session's output.
package final class CellPresenter: CellSink {
  let output: any OutputTarget
  let source: CellSource
  private let progressDisplay = Mutex(ProgressDisplay())

  package init(output: any OutputTarget, source: CellSource) {
    self.output = output
    self.source = source
  }

  package func show(_ answer: Answer, _ form: ShowForm, isResult: Bool) throws {
    if case .document(let text) = form { return output.stream(text) }
    let bundle = try rendered(answer, form)
    if isResult { output.result(bundle) } else { output.display(bundle) }
  }

  package func note(_ markdown: String, plain: String) {
    output.display(noteBundle(markdown, plain: plain))
  }

  package func help(_ topic: HelpTopic) { output.display(helpBundle(topic.card)) }

  package func warn(_ warning: Diagnostic) {
    output.display(ErrorText.bundle([warning], source: source))
  }

  private func rendered(_ answer: Answer, _ form: ShowForm) throws -> MIMEBundle {
    if case .line(let text) = form { return textBundle(text) }
    switch answer.content {
    case .scalar(let scalar): return textBundle(scalar.text)
    case .model(let model):
      return bundle(for: TableView(whole: model.card, limit: 1_000, footer: answer.footer))
    case .chart(let chart):
      return bundle(for: try drawn(chart), footer: answer.footer)
    case .table(let relation):
      switch form {
      case .sql: return textBundle(try relation.readableSQL)
      case .plan: return textBundle(relation.plan.description)
      case .schema: return bundle(for: TableView(whole: relation.schemaTable, limit: 1_000))
      case .standard, .line, .document:
        return try table(relation, answer, limit: TableView.standardLimit)
      case .rows(let count): return try table(relation, answer, limit: count, allFirst: true)
      }
    }
  }

  private func drawn(_ chart: ChartAnswer) throws(Diagnostic) -> RenderedChart {
    do throws(ChartError) { return try chart.chart.rendered() } catch {
      let channel = chart.channels.first { $0.name.text == error.channel?.rawValue }
      throw Diagnostic(chart: error, at: error.layer == 0 ? channel.flatMap(spanHere) : nil)
    }
  }

  /// Where a channel stands in this cell; nil when its chart was written in another one.
  private func spanHere(_ option: OptionSyntax) -> SourceSpan? {
    let name = option.name
    let text = Array(source.text.utf8)
    guard name.span.end <= text.count else { return nil }
    let isHere = text[name.span.start..<name.span.end].starts(with: name.text.utf8)
    return isHere ? option.span : nil
  }

  /// A table's first rows; of a longer one also the last, where the engine counts cheaply.
  private func table(
    _ relation: Relation, _ answer: Answer, limit: Int, allFirst: Bool = false
  ) throws -> MIMEBundle {
    if case .profile(let display) = answer.display, !allFirst,
      let view = ProfileView(try relation.collect(), display, footer: answer.footer).view
    {
      return bundle(for: view)
    }
    let window = try relation.window(limit: limit, withTail: !allFirst)
    return bundle(
      for: TableView(
        window.table, totalRows: window.total, tailRows: window.tailRows, footer: answer.footer))
  }
}

// MARK: Progress

extension CellPresenter {
  private struct ProgressDisplay {
    var isShown = false
    /// The first update waits until the work has taken a while: quick cells show no progress.
    var lastUpdate = Clock.microsecondsSince1970() + CellPresenter.patience
    var message = ""
  }

  private static let progressID = "teff-progress"
  /// Work that is done within a second needs no progress display (microseconds).
  fileprivate static let patience: Int64 = 1_000_000
  /// At most ten updates a second.
  private static let updateInterval: Int64 = 100_000

  /// Shows how far long work is, at most ten times a second.
  package var progress: Progress {
    Progress { [weak self] fraction, message in self?.showProgress(fraction, message) }
  }

  private func showProgress(_ fraction: Double, _ message: String) {
    let now = Clock.microsecondsSince1970()
    let isFirst = progressDisplay.withLock { display -> Bool? in
      guard now - display.lastUpdate >= Self.updateInterval else { return nil }
      defer {
        display.isShown = true
        display.lastUpdate = now
        display.message = message
      }
      return !display.isShown
    }
    guard let isFirst else { return }
    output.replace(
      progressBundle(fraction, message: message), id: Self.progressID, isFirst: isFirst)
  }

  /// Leaves the final state of a progress display, without times.
  package func finishProgress(failed: Bool) {
    let message = progressDisplay.withLock { $0.isShown ? $0.message : nil }
    guard let message, !failed else { return }
    output.replace(
      progressBundle(1, message: message, isDone: true), id: Self.progressID, isFirst: false)
  }
}
