public import Series
import Tables

extension Panel {
  /// The panel with the holidays of a calendar as regressors, one for each name.
  ///
  /// A step counts the holidays until the next step: a week with a holiday is 1. Holidays that the
  /// past has not seen are left out, because nothing is known of their effect.
  public func withHolidays(_ calendar: HolidayCalendar) -> Panel {
    guard let first = axis.days.first, let last = axis.days.last, axis.count > 1 else {
      return self
    }
    let years =
      CivilDate(daysSince1970: Int(first)).year...(CivilDate(daysSince1970: Int(last)).year + 1)
    var columns: [String: [Double]] = [:]
    var names: [String] = []
    // A step reaches as far as the usual step after it.
    let usual = max(1, axis.days[1] - axis.days[0])
    var place = 0
    for holiday in calendar.holidays(in: years) {
      let day = Double(holiday.day)
      while place < axis.days.count, Self.end(of: place, axis, usual) <= day { place += 1 }
      guard place < axis.days.count, axis.days[place].rounded(.down) <= day else { continue }
      if columns[holiday.name] == nil {
        names.append(holiday.name)
        columns[holiday.name] = [Double](repeating: 0, count: axis.days.count)
      }
      // All steps within the day have it.
      var step = place
      while step < axis.days.count, axis.days[step].rounded(.down) <= day,
        Self.end(of: step, axis, usual) > day
      {
        columns[holiday.name]?[step] += 1
        step += 1
      }
    }
    var panel = self
    for name in names {
      guard let values = columns[name], values.prefix(axis.count).contains(where: { $0 > 0 }) else {
        continue
      }
      panel.regressors.append(Regressor(name: name, values: values, isHoliday: true))
    }
    return panel
  }

  /// The first day that is no longer within a step.
  private static func end(of step: Int, _ axis: TimeAxis, _ usual: Double) -> Double {
    let next = step + 1 < axis.days.count ? axis.days[step + 1] : axis.days[step] + usual
    // Hours share their day.
    return max(next.rounded(.down), axis.days[step].rounded(.down) + 1)
  }
}
