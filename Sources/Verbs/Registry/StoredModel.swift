import Language
import Registry
import Tables

/// A model as the registry holds it: its kind, then its tables.
enum StoredModel {
  /// The models that can be kept, by their kind; a verb with a new one adds it here.
  static let kinds: [any FittedModel.Type] = [
    ClusterModel.self, SeriesForecaster.self, RecommendationModel.self, RFMModel.self,
    CLVModel.self,
  ]

  /// The bytes of a model; throws `ModelRefusal` for one that cannot be kept.
  static func bytes(of model: any FittedModel) throws -> [UInt8] {
    let tables = try model.stored
    return Sections.write(
      [(type(of: model).kind, [])] + tables.map { ($0.name, TableBytes.write($0.table)) })
  }

  /// The model of what `bytes` gave.
  static func model(of bytes: [UInt8]) throws(TableBytesError) -> any FittedModel {
    let sections = try Sections.read(bytes)
    guard let first = sections.first, let kind = kinds.first(where: { $0.kind == first.0 }) else {
      throw TableBytesError()
    }
    var tables: [StoredSection] = []
    for (name, bytes) in sections.dropFirst() {
      tables.append(StoredSection(name, try TableBytes.read(bytes)))
    }
    guard let model = kind.init(stored: tables) else { throw TableBytesError() }
    return model
  }
}
