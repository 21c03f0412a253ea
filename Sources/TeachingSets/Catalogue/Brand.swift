/// A maker of farm supplies; all are invented.
package struct Brand: Sendable {
  package let name: String
  /// Its prices relative to the average.
  package let price: Double
  /// Its mean rating relative to the average, in stars.
  package let quality: Double
  /// Its discounts relative to the average, in points of percent.
  package let discount: Double
  /// A sentence on the brand.
  package let promise: String

  package static let all: [Brand] = [
    Brand(
      name: "Hillstead", price: 1.02, quality: 0.1, discount: -2,
      promise: "Hillstead has supplied family farms for three generations."),
    Brand(
      name: "Brookmore", price: 0.94, quality: 0, discount: 3,
      promise: "Brookmore tests every article on its own farm."),
    Brand(
      name: "Tamsel", price: 1.24, quality: 0.28, discount: -7,
      promise: "Tamsel stands for professional quality."),
    Brand(
      name: "Verdano", price: 1.1, quality: 0.15, discount: -4,
      promise: "Verdano works without waste and packs in paper."),
    Brand(
      name: "Orrin", price: 0.8, quality: -0.35, discount: 11,
      promise: "Orrin keeps it simple and the price low."),
    Brand(
      name: "Kestrel", price: 1, quality: 0.05, discount: 0,
      promise: "Kestrel gives a two-year guarantee."),
    Brand(
      name: "Plainsman", price: 0.9, quality: -0.08, discount: 5,
      promise: "Plainsman is the sensible choice for every day."),
    Brand(
      name: "Greywell", price: 1.06, quality: 0.08, discount: -1,
      promise: "Greywell answers questions by phone, every working day."),
    Brand(
      name: "Fennick", price: 0.86, quality: -0.2, discount: 8,
      promise: "Fennick sells straight from the factory."),
    Brand(
      name: "Marlow", price: 1.15, quality: 0.2, discount: -5,
      promise: "Marlow is made to be handed down."),
  ]
}
