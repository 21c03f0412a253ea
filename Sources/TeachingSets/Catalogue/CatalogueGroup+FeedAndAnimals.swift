extension CatalogueGroup {
  /// Feed and animal care.
  static let feedAndAnimalGroups: [CatalogueGroup] = [
    CatalogueGroup(
      department: "Feed", name: "Poultry Feed", season: .steady, tastes: [0.2, 0.2, 5, 0.3, 1.8],
      discount: 8,
      lines: [
        CatalogueLine("Layer Pellets", 13.6, quantity: 5, [("20 kg", 1), ("5 kg", 0.34)]),
        CatalogueLine("Oyster Shell Grit", 5.2, quantity: 2, [("5 kg", 1), ("25 kg", 3.6)]),
        CatalogueLine("Chick Crumbs", 14.8, quantity: 3, [("20 kg", 1), ("5 kg", 0.36)]),
        CatalogueLine("Mixed Corn", 11.9, quantity: 4, [("20 kg", 1), ("with herbs", 1.2)]),
      ],
      uses: ["hens in full lay", "chicks from the first day", "an afternoon scatter"],
      traits: [
        "Shells are strong and yolks a deep yellow.", "It is milled fresh each week.",
        "It holds no artificial colour.", "Hens leave nothing in the feeder.",
      ]),
    CatalogueGroup(
      department: "Feed", name: "Cattle Feed", season: .winter, tastes: [0.3, 5, 0.1, 0.05, 0.5],
      discount: 7,
      lines: [
        CatalogueLine("Dairy Nuts", 12.7, quantity: 8, [("25 kg", 1), ("high protein", 1.15)]),
        CatalogueLine("Calf Milk Powder", 49, quantity: 2, [("20 kg", 1), ("10 kg", 0.55)]),
        CatalogueLine("Beef Finisher", 11.8, quantity: 7, [("25 kg", 1), ("1000 kg", 36)]),
        CatalogueLine("Beet Pulp", 10.9, quantity: 6, [("25 kg", 1), ("molassed", 1.05)]),
      ],
      uses: ["cows in milk", "calves up to weaning", "the winter ration"],
      traits: [
        "Energy and protein are in balance.", "It is palatable from the first day.",
        "It mixes without lumps.", "Milk yield holds through the winter.",
      ]),
    CatalogueGroup(
      department: "Feed", name: "Sheep and Goat Feed", season: .winter,
      tastes: [0.3, 0.9, 0.1, 0.1, 2.4], discount: 8,
      lines: [
        CatalogueLine("Ewe Nuts", 11.4, quantity: 5, [("25 kg", 1), ("organic", 1.5)]),
        CatalogueLine("Goat Mix", 13.2, quantity: 3, [("20 kg", 1), ("without molasses", 1.1)]),
        CatalogueLine("Lamb Pellets", 12.5, quantity: 4, [("25 kg", 1), ("starter", 1.15)]),
      ],
      uses: ["the weeks before lambing", "small flocks", "goats in milk"],
      traits: [
        "It holds no added copper.", "The pellets do not crumble.",
        "Twins are born strong.", "It keeps the fleece in good order.",
      ]),
    CatalogueGroup(
      department: "Feed", name: "Minerals and Licks", season: .steady,
      tastes: [0.2, 3, 0.2, 0.05, 1.4], discount: 9,
      lines: [
        CatalogueLine("Salt Lick", 7.6, quantity: 4, [("10 kg", 1), ("2 kg", 0.34)]),
        CatalogueLine(
          "Mineral Bucket", 31.5, quantity: 2, [("20 kg", 1), ("high magnesium", 1.1)]),
        CatalogueLine("Cod Liver Oil", 24.8, [("2.5 l", 1), ("5 l", 1.8)]),
      ],
      uses: ["animals at grass", "the dry period", "poor hay years"],
      traits: [
        "The block does not wash away in the rain.", "Animals take what they need.",
        "It supports fertility and sound feet.", "Trace elements are well absorbed.",
      ]),
    CatalogueGroup(
      department: "Animal Care", name: "Dairy Hygiene", season: .steady,
      tastes: [0.05, 5, 0.05, 0.02, 0.5], discount: 11,
      lines: [
        CatalogueLine("Teat Dip", 32.5, quantity: 2, [("10 l", 1), ("25 l", 2.2)]),
        CatalogueLine("Udder Towels", 16.9, quantity: 3, [("800 sheets", 1), ("cotton", 1.6)]),
        CatalogueLine("Milk Filter Socks", 12.6, quantity: 2, [("pack of 100", 1), ("long", 1.2)]),
        CatalogueLine("Dairy Detergent", 38.5, [("20 l, acid", 1), ("20 l, alkaline", 0.95)]),
      ],
      uses: ["the milking parlour", "clean teats and low cell counts", "pipelines and tanks"],
      traits: [
        "It is kind to skin and hands.", "It leaves no residue in the milk.",
        "It works in hard and cold water.", "One pack lasts a herd of fifty for a month.",
      ]),
    CatalogueGroup(
      department: "Animal Care", name: "Poultry Keeping", season: .steady,
      tastes: [0.1, 0.1, 4, 0.2, 1.7], discount: 17,
      lines: [
        CatalogueLine("Poultry Drinker", 12.9, quantity: 2, [("6 l", 1), ("30 l", 2.6)]),
        CatalogueLine("Poultry Feeder", 15.4, quantity: 2, [("10 kg", 1), ("treadle", 4.1)]),
        CatalogueLine("Nest Box", 29.5, [("wood", 1), ("roll-away", 2.4)]),
        CatalogueLine("Egg Boxes", 21.9, quantity: 3, [("100 of 6", 1), ("100 of 10", 1.3)]),
      ],
      uses: ["small and large flocks", "clean eggs", "the hen house"],
      traits: [
        "It is cleaned in a minute.", "Hens cannot perch on it.",
        "Rats and wild birds get nothing.", "It is made without sharp edges.",
      ]),
    CatalogueGroup(
      department: "Animal Care", name: "Hoof, Coat and Tags", season: .steady,
      tastes: [0.1, 2.2, 0.1, 0.05, 1.6], discount: 20,
      lines: [
        CatalogueLine("Hoof Trimmer", 23.9, [("straight", 1), ("serrated", 1.1)]),
        CatalogueLine("Curry Comb", 7.2, [("rubber", 1), ("metal", 1.2)]),
        CatalogueLine("Ear Tags", 34.5, [("pack of 50", 1), ("with transponder", 3.2)]),
      ],
      uses: ["sound feet", "the show season", "every animal in the register"],
      traits: [
        "It cuts without effort.", "The print stays readable for life.",
        "Animals stand calmly for it.", "It rinses clean under the tap.",
      ]),
    CatalogueGroup(
      department: "Animal Care", name: "Bedding", season: .winter,
      tastes: [0.1, 1.9, 2, 0.05, 1.8],
      discount: 12,
      lines: [
        CatalogueLine("Wood Shavings", 9.4, quantity: 5, [("20 kg", 1), ("pallet of 24", 22)]),
        CatalogueLine("Chopped Straw", 10.8, quantity: 4, [("20 kg", 1), ("dust-free", 1.2)]),
        CatalogueLine("Barn Lime", 8.2, quantity: 3, [("25 kg", 1), ("pallet of 40", 36)]),
      ],
      uses: ["dry stalls", "deep litter", "calves and chicks"],
      traits: [
        "It soaks up several times its weight.", "It is free of dust and mould.",
        "It rots down to good manure.", "It keeps flies and smell away.",
      ]),
  ]
}
