/// What a mark does to be drawn.
protocol MarkPainter: SendableMetatype {
  static var mark: Mark { get }
}
