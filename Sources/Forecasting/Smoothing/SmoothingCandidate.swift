/// A form of exponential smoothing that may suit a series, before its numbers are learned.
struct SmoothingCandidate {
  private let form: SmoothingForm
  private let scale: Double
  private let start: SmoothingStart
  private let recursion: SmoothingRecursion
  /// What the criterion adds for the numbers that are learned.
  private let penalty: Double
  /// The criterion of the numbers that the search begins with.
  let startCriterion: Double

  /// A form for values that were divided by `scale`; nil if they are too few or break it.
  init?(_ values: [Double], scale: Double, form: SmoothingForm, period: Int) {
    let period = form.season == nil ? 1 : period
    let count = Double(values.count)
    let parameters = Double(form.parameterCount(period: period))
    guard parameters < count - 2, let start = SmoothingStart(values, form: form, period: period)
    else { return nil }
    self.form = form
    self.scale = scale
    self.start = start
    recursion = SmoothingRecursion(form: form, seasonStart: start.season, values: values)
    penalty = 2 * parameters + 2 * parameters * (parameters + 1) / (count - parameters - 1)
    var memory = start.season
    startCriterion = recursion.deviance(start.parameters, season: &memory) + penalty
  }

  /// The model with the numbers that the search finds.
  ///
  /// The search is given up, and the answer is nil, where it cannot be expected to come near the
  /// criterion of a `rival` any more.
  func fitted(_ search: ExponentialSmoothing.Search, rival: Double? = nil) -> SmoothingModel? {
    let fit =
      search == .likelihood
      ? start.thoroughSearch(recursion)
      : start.search(recursion, rival: rival.map { $0 - penalty })
    guard let fit, fit.deviance.isFinite, fit.deviance < .greatestFiniteMagnitude else {
      return nil
    }
    let period = max(1, start.season.count)
    let parameters = form.parameterCount(period: period)
    return SmoothingModel(
      fit.recursion, fit.parameters, criterion: fit.deviance + penalty, scale: scale,
      period: period, freedom: Double(max(1, recursion.values.count - parameters + 1)))
  }
}
