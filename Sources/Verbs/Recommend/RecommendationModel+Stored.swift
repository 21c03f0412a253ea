import FoundationEssentials
import Language
import Recommendation
import Tables
import TextAnalysis

/// A model is kept as what it learned from and how; fitted again to the same it is the same.
extension RecommendationModel {
  var stored: [StoredSection] {
    get throws { sections(plan: try Self.encoder.encode(spec)) }
  }

  private func sections(plan: Data) -> [StoredSection] {
    let settings: [(String, String)] = [
      ("user", user.name), ("item", item.name), ("rating", rating ?? ""),
      ("date", date?.name ?? ""),
      ("date_type", date?.type.name ?? ""), ("length", String(self.settings.length)),
      ("exclude_seen", String(self.settings.excludesSeen)), ("rows", String(known.rows)),
      ("model", String(decoding: plan, as: UTF8.self)),
    ]
    var items = [(name: "item", column: known.items.column(of: item.type))]
    if let texts {
      items.append(("text", Column(texts.map { $0.map(Value.text) ?? .null }, type: .text)))
    }
    let events = known.events
    var columns = [
      (name: "user", column: Column(.int(events.users.map(Int64.init)))),
      ("item", Column(.int(events.items.map(Int64.init)))),
      ("weight", Column(.number(events.weights))),
    ]
    if !events.times.isEmpty { columns.append(("time", Column(.number(events.times)))) }
    return [
      StoredSection(
        "settings",
        Table(
          schema: Schema([Field("name", .text), Field("value", .text)]),
          rows: settings.map { [.text($0), .text($1)] })),
      StoredSection("users", Table([("user", known.users.column(of: user.type))])),
      StoredSection("items", Table(items)), StoredSection("events", Table(columns)),
    ]
  }

  init?(stored: [StoredSection]) {
    guard let settings = stored["settings"], settings.columns.count == 2,
      let users = stored["users"]?["user"], let items = stored["items"]?["item"],
      let events = stored["events"], case .int(let whose)? = events["user"]?.storage,
      case .int(let what)? = events["item"]?.storage,
      case .number(let weights)? = events["weight"]?.storage
    else { return nil }
    var texts: [String: String] = [:]
    for row in 0..<settings.rowCount {
      if case .text(let name) = settings.columns[0][row],
        case .text(let value) = settings.columns[1][row]
      {
        texts[name] = value
      }
    }
    guard let user = texts["user"], let item = texts["item"],
      let length = texts["length"].flatMap({ Int($0) }),
      let rows = texts["rows"].flatMap({ Int($0) }), let model = texts["model"],
      let spec = try? JSONDecoder().decode(ModelSpec.self, from: Data(model.utf8)),
      whose.allSatisfy({ $0 >= 0 && $0 < users.count }),
      what.allSatisfy({ $0 >= 0 && $0 < items.count }), length > 0
    else { return nil }
    var times: [Double]?
    if case .number(let days)? = events["time"]?.storage { times = days }
    let descriptions = stored["items"]?["text"].map { column in
      column.values.map { value -> String? in
        if case .text(let text) = value { text } else { nil }
      }
    }
    let known = CodedEvents(
      Events(
        users: whose.map(Int32.init), items: what.map(Int32.init), times: times, weights: weights,
        userCount: users.count, itemCount: items.count),
      users: CodedValues(users.values), items: CodedValues(items.values), rows: rows)
    let fitter = ModelFitter(
      known.events, content: descriptions.map { TFIDF(TermTable($0)) })
    guard let recommender = try? fitter.fit(spec) else { return nil }
    let date = texts["date"].flatMap { name in
      texts["date_type"].flatMap { DataType(name: $0) }.map { Field(name, $0) }
    }
    self.init(
      user: Field(user, users.type), item: Field(item, items.type),
      rating: texts["rating"].flatMap { $0.isEmpty ? nil : $0 }, date: date,
      settings: ListSettings(length: length, excludesSeen: texts["exclude_seen"] == "true"),
      known: known, texts: descriptions, spec: spec, recommender: recommender)
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return encoder
  }
}
