/// What a sentence of a review is about, and the sentences that can be said about it.
///
/// `{item}` stands for the product, `{town}` for the shop's town, `{span}` and `{days}` for times.
package enum ReviewAspect: String, CaseIterable, Sendable {
  case quality, price, delivery, staff, packaging, handling

  /// How often a review is about it.
  package var weight: Double {
    switch self {
    case .quality: 4
    case .price: 2
    case .delivery: 2.2
    case .staff: 1.8
    case .packaging: 1.1
    case .handling: 1.4
    }
  }

  /// The sentences of one polarity; what is used up is praised and blamed in other words than what
  /// lasts.
  package func sentences(_ sentiment: Sentiment, of product: CatalogueLine) -> [String] {
    let general =
      switch sentiment {
      case .positive: positive
      case .neutral: neutral
      case .negative: negative
      }
    guard self == .quality else { return general }
    return general + (product.isConsumable ? ofGoods(sentiment) : ofTools(sentiment))
  }

  private func ofGoods(_ sentiment: Sentiment) -> [String] {
    switch sentiment {
    case .positive:
      [
        "Fresh and clean, as it should be.", "We never run without the {item}.",
        "It lasts longer than what I had before.", "Nothing was spoilt, all of it was usable.",
      ]
    case .neutral:
      ["One pack used up so far.", "We have enough of the {item} for {span}."]
    case .negative:
      [
        "Half of it was spoilt.", "Old stock, and no date on it.",
        "The {item} had no effect at all.", "Dusty, wet and useless.",
      ]
    }
  }

  private func ofTools(_ sentiment: Sentiment) -> [String] {
    switch sentiment {
    case .positive:
      [
        "Sturdy, well made and just as described.", "Works perfectly and does what it should.",
        "It has not let me down once.", "Still as good as new after {span}.",
        "Not a single problem in {span}.",
      ]
    case .neutral:
      ["I have used it twice so far, too early to say.", "Have had it for {span} now."]
    case .negative:
      [
        "It broke after {span}.", "It does not work as it should.",
        "Cheaply made and already useless.", "The {item} fell apart within {span}.",
        "It never worked properly.",
      ]
    }
  }

  private var positive: [String] {
    switch self {
    case .quality:
      [
        "Very pleased with the {item}.", "The quality is excellent.",
        "I cannot fault the {item}.",
        "No complaints about the {item} at all.", "The best I have used in years.",
        "Great results with the {item} this year.",
      ]
    case .price:
      [
        "Great value for money.", "A fair price for good goods.",
        "Not expensive for what it is.", "Well worth the price.",
        "A bargain compared with other shops.", "You will not find the {item} cheaper.",
      ]
    case .delivery:
      [
        "Delivery was quick and on time.", "It arrived the next morning, wonderful.",
        "Delivery was never late so far.", "Fast shipping, many thanks.",
        "The driver was kind and carried it to the barn.", "No waiting, it came within {days}.",
      ]
    case .staff:
      [
        "The team in {town} is friendly and helpful.", "Good advice at the {town} shop.",
        "Staff took their time to explain everything.",
        "Nobody rushed me, lovely people in {town}.",
        "Service in {town} is always a pleasure.",
      ]
    case .packaging:
      [
        "Packed with care.", "It arrived well wrapped and nothing was broken.",
        "The bag closes well and keeps everything dry.", "Nice packaging without any plastic.",
      ]
    case .handling:
      [
        "Easy to use, even for my father.", "So simple to set up, I love it.",
        "Not hard to handle at all.", "Light, handy and a joy to work with.",
        "Saves me hours every week.",
      ]
    }
  }

  private var neutral: [String] {
    switch self {
    case .quality:
      [
        "Just what one expects of the {item}.", "It does the job, no more and no less.",
        "Average quality.",
        "Neither good nor bad.", "We compared it with the {item} of last year, no difference.",
      ]
    case .price:
      [
        "The price is about the same as elsewhere.", "I paid the usual price.",
        "The price was as marked.", "It costs as much as last year.",
      ]
    case .delivery:
      [
        "Delivery took four days.", "I collected it at the shop.",
        "It came with the usual carrier.", "It was delivered on a Tuesday.",
        "The order came in two parcels.",
      ]
    case .staff:
      [
        "I spoke to someone in {town} about it.", "Bought at the {town} shop.",
        "There was a short queue in {town}.", "The shop in {town} opens at eight.",
      ]
    case .packaging:
      [
        "It comes in a plain box.", "The label is in three languages.",
        "The pack is a little smaller than the one before.", "The colour differs from the picture.",
      ]
    case .handling:
      [
        "It takes some practice.", "I set it up with my son.", "It needs two people.",
        "The manual has twelve pages.",
      ]
    }
  }

  private var negative: [String] {
    switch self {
    case .quality:
      [
        "Poor quality, I am disappointed.",
        "Not what was described.", "I expected far better from the {item}.",
        "I would not buy the {item} again.",
        "A bad buy.", "I am not happy with the {item}.",
      ]
    case .price:
      [
        "Far too expensive.", "Not worth the money.",
        "The price went up again, which annoys me.", "Overpriced for what it is.",
        "A waste of money.", "No longer good value.",
      ]
    case .delivery:
      [
        "Delivery took three weeks and nobody called.", "It arrived late and damaged.",
        "The parcel never came.", "Still waiting for half of the order, very annoying.",
        "The driver left it in the rain.", "Delivery was not on time, again.",
      ]
    case .staff:
      [
        "Staff in {town} were rude.", "Nobody in {town} could help me.",
        "Terrible service at the {town} counter.", "They ignored my complaint.",
        "The {town} shop did not take it back.",
      ]
    case .packaging:
      [
        "The bag was torn.", "Badly packed, and half of it was spilled.",
        "There were no instructions in the box.", "Too much plastic, a shame.",
        "The lid was broken on arrival.",
      ]
    case .handling:
      [
        "A nightmare to set up.", "Awkward and tiring to use.",
        "The instructions make no sense.", "Not easy to use at all.",
        "Far too heavy for one person.",
      ]
    }
  }
}
