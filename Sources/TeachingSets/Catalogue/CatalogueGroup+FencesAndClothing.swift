extension CatalogueGroup {
  /// Fencing and workwear.
  static let fenceAndClothingGroups: [CatalogueGroup] = [
    CatalogueGroup(
      department: "Fencing", name: "Electric Fencing", season: .planting,
      tastes: [0.3, 2, 1, 0.3, 1.7], discount: 24,
      lines: [
        CatalogueLine("Fence Energiser", 129, [("mains", 1), ("battery", 1.15), ("solar", 1.9)]),
        CatalogueLine("Fence Wire", 27.9, quantity: 2, [("500 m", 1), ("tape, 200 m", 1.1)]),
        CatalogueLine(
          "Ring Insulators", 8.9, quantity: 2, [("pack of 25", 1), ("pack of 100", 3.3)]),
        CatalogueLine("Fence Tester", 18.5, [("lights", 1), ("digital", 2.1)]),
      ],
      uses: ["strip grazing", "keeping foxes out", "long fences with some growth on them"],
      traits: [
        "The pulse is felt through a winter coat.", "It shows at a glance that it works.",
        "The conductor does not break when it bends.", "It is quick to move.",
      ]),
    CatalogueGroup(
      department: "Fencing", name: "Posts and Wire", season: .harvest,
      tastes: [0.6, 1.7, 0.5, 0.5, 1.5], discount: 15,
      lines: [
        CatalogueLine("Fence Post", 5.9, quantity: 15, [("1.8 m", 1), ("2.4 m, corner", 2.2)]),
        CatalogueLine("Barbed Wire", 44.5, quantity: 2, [("200 m", 1), ("500 m", 2.3)]),
        CatalogueLine("Stock Netting", 74, quantity: 2, [("50 m", 1), ("100 m", 1.9)]),
        CatalogueLine("Wire Strainer", 4.8, quantity: 4, [("ratchet", 1), ("chain", 6.5)]),
      ],
      uses: ["boundaries that last", "sheep and lambs", "hills and wet ground"],
      traits: [
        "The timber is treated for fifteen years.", "The zinc coat is heavy.",
        "Knots do not slip.", "It is strained by one person.",
      ]),
    CatalogueGroup(
      department: "Fencing", name: "Gates", season: .harvest, tastes: [0.8, 1.5, 0.4, 0.4, 1.2],
      discount: 18,
      lines: [
        CatalogueLine("Field Gate", 149, [("3 m", 1), ("3.6 m", 1.15), ("4.5 m", 1.35)]),
        CatalogueLine("Gate Hinge Set", 24.5, [("standard", 1), ("adjustable", 1.4)]),
      ],
      uses: ["field entrances", "pens and yards", "wide machines"],
      traits: [
        "The frame is welded and then dipped in zinc.", "It swings on one finger.",
        "It closes by itself.", "Fittings come with it.",
      ]),
    CatalogueGroup(
      department: "Workwear", name: "Boots", season: .winter, tastes: [1, 1.5, 1, 1, 1.1],
      discount: 29,
      lines: [
        CatalogueLine("Rubber Boots", 39.5, [("green", 1), ("steel toe", 1.3), ("lined", 1.4)]),
        CatalogueLine("Work Boots", 89, [("S3", 1), ("S3, high", 1.15)]),
      ],
      uses: ["mud and slurry", "long days on concrete", "cold mornings"],
      traits: [
        "The sole grips on wet ground.", "They stay soft in frost.",
        "The lining dries overnight.", "They slip off without a boot jack.",
      ]),
    CatalogueGroup(
      department: "Workwear", name: "Gloves and Glasses", season: .steady,
      tastes: [1.2, 1.2, 0.9, 1.4, 1.1], discount: 22,
      lines: [
        CatalogueLine(
          "Work Gloves", 5.4, quantity: 3, [("leather", 1), ("nitrile", 0.7), ("winter", 1.3)]),
        CatalogueLine(
          "Chemical Gloves", 6.8, quantity: 2, [("nitrile, long", 1), ("neoprene", 1.5)]),
        CatalogueLine("Safety Glasses", 8.9, [("clear", 1), ("tinted", 1.1)]),
      ],
      uses: ["spraying and cleaning", "wire, wood and stone", "work at the grinder"],
      traits: [
        "They fit close and leave the fingers free.", "They do not fog.",
        "The cuff is long and does not let drops in.", "They last through a season of hard work.",
      ]),
    CatalogueGroup(
      department: "Workwear", name: "Outerwear", season: .winter, tastes: [1, 1.3, 0.7, 1, 0.9],
      discount: 33,
      lines: [
        CatalogueLine("Rain Jacket", 54, [("regular", 1), ("long", 1.2)]),
        CatalogueLine("Work Overall", 46.5, [("cotton", 1), ("zip", 1.1), ("winter", 1.5)]),
        CatalogueLine("Thermal Vest", 34.5, [("fleece", 1), ("quilted", 1.3)]),
      ],
      uses: ["rain from all sides", "milking and feeding", "winter mornings"],
      traits: [
        "Seams are welded and stay dry.", "There is room to move.",
        "Pockets close with a flap.", "It comes clean at sixty degrees.",
      ]),
  ]
}
