extension CatalogueGroup {
  /// Irrigation and tools.
  static let waterAndToolGroups: [CatalogueGroup] = [
    CatalogueGroup(
      department: "Irrigation", name: "Drip Irrigation", season: .summer,
      tastes: [0.6, 0.1, 0.1, 3, 1.2], discount: 21,
      lines: [
        CatalogueLine("Drip Tape", 24.9, quantity: 2, [("100 m", 1), ("500 m", 4.1)]),
        CatalogueLine("Drip Tape Connector Set", 8.4, [("10 pieces", 1), ("50 pieces", 4.2)]),
        CatalogueLine("Pressure Regulator", 12.8, [("1 bar", 1), ("1.5 bar", 1.05)]),
        CatalogueLine("Inline Filter", 16.5, [("3/4 inch", 1), ("1 inch", 1.4)]),
      ],
      uses: ["rows of vegetables", "saving water in dry summers", "tunnels and glasshouses"],
      traits: [
        "Emitters clean themselves and rarely clog.", "It halves the water of a sprinkler.",
        "Parts fit all common systems.", "It withstands sun and fertiliser.",
      ]),
    CatalogueGroup(
      department: "Irrigation", name: "Hoses and Fittings", season: .summer,
      tastes: [0.6, 0.8, 0.7, 1.8, 1.8], discount: 23,
      lines: [
        CatalogueLine("Garden Hose", 26.5, [("25 m", 1), ("50 m", 1.8)]),
        CatalogueLine("Hose Coupling", 4.2, quantity: 3, [("brass", 1), ("plastic", 0.55)]),
        CatalogueLine("Sprinkler", 17.9, [("pulse", 1), ("on tripod", 2.4), ("oscillating", 1.3)]),
      ],
      uses: ["beds and lawns", "washing down yards", "long summers"],
      traits: [
        "It does not kink and stays soft in the cold.", "Threads are cut clean and seal at once.",
        "It takes eight bar.", "It is easy to roll up.",
      ]),
    CatalogueGroup(
      department: "Irrigation", name: "Pumps and Tanks", season: .summer,
      tastes: [1.1, 1.2, 0.6, 1.2, 1], discount: 27,
      lines: [
        CatalogueLine("Water Pump", 139, [("1 inch", 1), ("2 inch", 1.7), ("submersible", 0.9)]),
        CatalogueLine("Water Tank", 119, [("300 l", 1), ("1000 l", 2.1)]),
        CatalogueLine("Float Valve", 14.6, quantity: 2, [("1/2 inch", 1), ("3/4 inch", 1.3)]),
      ],
      uses: ["ponds, wells and streams", "troughs on far pastures", "storing rain"],
      traits: [
        "The motor starts at the first pull.", "It runs dry without harm for a minute.",
        "The walls keep out light and algae.", "Spare parts are held for ten years.",
      ]),
    CatalogueGroup(
      department: "Tools", name: "Hand Tools", season: .planting,
      tastes: [0.6, 0.7, 0.8, 1.9, 2], discount: 25,
      lines: [
        CatalogueLine("Digging Spade", 34.5, [("ash handle", 1), ("steel shaft", 1.2)]),
        CatalogueLine("Garden Fork", 36.5, [("ash handle", 1), ("long handle", 1.15)]),
        CatalogueLine("Field Hoe", 18.9, [("16 cm", 1), ("wheel hoe", 6.2)]),
        CatalogueLine("Garden Rake", 19.8, [("14 teeth", 1), ("hay rake", 1.4)]),
        CatalogueLine("Wheelbarrow", 79, [("90 l", 1), ("160 l", 1.6)]),
      ],
      uses: ["heavy ground", "daily work in the garden", "mucking out and moving soil"],
      traits: [
        "The blade is forged from one piece.", "The handle is smooth and well balanced.",
        "It is built for daily use.", "The head never works loose.",
      ]),
    CatalogueGroup(
      department: "Tools", name: "Cutting Tools", season: .winter,
      tastes: [0.6, 0.3, 0.3, 1.8, 1.7], discount: 26,
      lines: [
        CatalogueLine(
          "Pruning Shears", 27.5, [("bypass", 1), ("anvil", 0.9), ("left-handed", 1.1)]),
        CatalogueLine("Sickle", 14.9, [("smooth", 1), ("toothed", 1.05)]),
        CatalogueLine("Lopper", 39.5, [("60 cm", 1), ("telescopic", 1.6)]),
        CatalogueLine("Sharpening Stone", 8.6, [("two grits", 1), ("diamond", 2.4)]),
      ],
      uses: ["fruit trees and vines", "hedges and brambles", "a clean cut"],
      traits: [
        "The steel holds its edge.", "It lies well in small and large hands.",
        "Every part can be replaced.", "Sap does not stick to the blade.",
      ]),
    CatalogueGroup(
      department: "Tools", name: "Power Tools", season: .harvest,
      tastes: [1.3, 1, 0.5, 0.8, 1.1], discount: 31,
      lines: [
        CatalogueLine("Chainsaw", 219, [("35 cm", 1), ("45 cm", 1.4), ("battery", 1.3)]),
        CatalogueLine("Chain Oil", 9.9, quantity: 2, [("1 l", 1), ("5 l", 4)]),
        CatalogueLine("Brush Cutter", 259, [("petrol", 1), ("battery", 1.2)]),
        CatalogueLine("Trimmer Line", 8.8, quantity: 2, [("2.4 mm", 1), ("3 mm", 1.2)]),
      ],
      uses: ["firewood and storm damage", "ditches and fence lines", "long days in the woods"],
      traits: [
        "It starts easily in the cold.", "Vibration is low enough for a full day.",
        "The filter is cleaned without tools.", "It carries a three-year warranty.",
      ]),
    CatalogueGroup(
      department: "Tools", name: "Harvest and Storage", season: .harvest,
      tastes: [2.2, 0.8, 0.4, 1.8, 1], discount: 19,
      lines: [
        CatalogueLine("Harvest Crate", 7.4, quantity: 6, [("40 l", 1), ("foldable", 1.5)]),
        CatalogueLine("Grain Sack", 1.9, quantity: 12, [("50 kg", 1), ("paper, 25 kg", 0.7)]),
        CatalogueLine("Picking Bucket", 21.5, quantity: 2, [("with harness", 1), ("plain", 0.5)]),
        CatalogueLine("Grain Moisture Meter", 189, [("hand-held", 1), ("with printer", 1.8)]),
        CatalogueLine("Baler Twine", 28.5, quantity: 3, [("sisal", 1), ("plastic", 0.9)]),
      ],
      uses: ["the harvest weeks", "cool and dry storage", "orchards and grain stores"],
      traits: [
        "It stacks safely to the ceiling.", "It is made for food and washes clean.",
        "It survives a fall from the trailer.", "It stays supple in frost and heat.",
      ]),
  ]
}
