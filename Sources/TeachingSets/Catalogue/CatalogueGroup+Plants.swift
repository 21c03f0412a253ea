extension CatalogueGroup {
  /// Seed, soil and crop protection.
  static let plantGroups: [CatalogueGroup] = [
    CatalogueGroup(
      department: "Seed", name: "Vegetable Seed", season: .planting,
      tastes: [0.3, 0.1, 0.1, 3, 1.8],
      discount: 12,
      lines: [
        CatalogueLine(
          "Tomato Seed", 3.2, quantity: 3,
          [("50 seeds", 1), ("250 seeds", 3.6), ("1000 seeds", 11)]),
        CatalogueLine("Carrot Seed", 2.4, quantity: 3, [("5 g", 1), ("25 g", 3.5), ("100 g", 10)]),
        CatalogueLine("Onion Seed", 2.6, quantity: 3, [("5 g", 1), ("25 g", 3.6), ("100 g", 10)]),
        CatalogueLine(
          "Lettuce Seed", 2.9, quantity: 3,
          [("100 seeds", 1), ("1000 seeds", 5.2), ("pelleted", 4)]),
        CatalogueLine("Cabbage Seed", 2.7, quantity: 2, [("2 g", 1), ("10 g", 3.4)]),
        CatalogueLine("Runner Bean Seed", 3.9, quantity: 2, [("100 g", 1), ("500 g", 3.9)]),
      ],
      uses: ["early sowing under glass", "rows in the open field", "small plots and raised beds"],
      traits: [
        "Germination is tested on every lot.", "The variety stands well in dry weeks.",
        "The harvest ripens evenly and stores for months.",
        "The packet shows sowing dates and spacing.",
      ]),
    CatalogueGroup(
      department: "Seed", name: "Grain Seed", season: .planting, tastes: [4, 0.8, 0.4, 0.2, 0.6],
      discount: 10,
      lines: [
        CatalogueLine("Teff Seed", 14.5, quantity: 4, [("5 kg", 1), ("25 kg", 4.4)]),
        CatalogueLine("Spring Wheat Seed", 19, quantity: 5, [("25 kg", 1), ("500 kg", 17)]),
        CatalogueLine("Barley Seed", 17.5, quantity: 5, [("25 kg", 1), ("500 kg", 17)]),
        CatalogueLine("Maize Seed", 42, quantity: 3, [("10 kg", 1), ("50,000 seeds", 2.6)]),
      ],
      uses: ["spring drilling", "light and medium soils", "bread and feed grain"],
      traits: [
        "The seed is cleaned, graded and dressed.", "The straw is short and does not lodge.",
        "Yields hold up in a wet summer.", "It ripens early and leaves time for a catch crop.",
      ]),
    CatalogueGroup(
      department: "Seed", name: "Grass and Clover", season: .planting,
      tastes: [0.5, 2.8, 0.3, 0.1, 0.9], discount: 11,
      lines: [
        CatalogueLine("Ryegrass Seed", 27, quantity: 3, [("5 kg", 1), ("15 kg", 2.7)]),
        CatalogueLine("White Clover Seed", 21, quantity: 2, [("1 kg", 1), ("5 kg", 4.4)]),
        CatalogueLine(
          "Pasture Mix", 33, quantity: 3, [("5 kg", 1), ("15 kg", 2.7), ("hardy", 1.2)]),
      ],
      uses: ["new leys", "overseeding tired pasture", "hay and silage"],
      traits: [
        "The sward stays dense under grazing.", "Clover fixes nitrogen and saves fertiliser.",
        "It grows away fast after each cut.", "Cattle and sheep graze it willingly.",
      ]),
    CatalogueGroup(
      department: "Seed", name: "Tubers and Sets", season: .planting,
      tastes: [0.8, 0.2, 0.2, 2, 2.2], discount: 14,
      lines: [
        CatalogueLine("Seed Potatoes", 9.8, quantity: 4, [("5 kg", 1), ("25 kg", 4)]),
        CatalogueLine(
          "Onion Sets", 4.6, quantity: 3, [("500 g", 1), ("2 kg", 3.3), ("10 kg", 14)]),
        CatalogueLine("Garlic Bulbs", 5.9, quantity: 2, [("3 bulbs", 1), ("1 kg", 2.9)]),
      ],
      uses: ["planting in March and April", "kitchen gardens and farm shops", "early harvests"],
      traits: [
        "Every lot carries a plant passport.", "The tubers are sorted by size.",
        "It keeps until spring in a cool store.", "The skin is firm and free of scab.",
      ]),
    CatalogueGroup(
      department: "Soil and Fertiliser", name: "Fertiliser", season: .planting,
      tastes: [2.4, 1, 0.3, 1.8, 1.2], discount: 16,
      lines: [
        CatalogueLine(
          "NPK Fertiliser 15-15-15", 18.9, quantity: 5,
          [("20 kg", 1), ("5 kg", 0.36), ("600 kg", 24)]),
        CatalogueLine("Potato Fertiliser", 12.4, quantity: 3, [("10 kg", 1), ("25 kg", 2.2)]),
        CatalogueLine("Chicken Manure Pellets", 8.7, quantity: 4, [("10 kg", 1), ("20 kg", 1.8)]),
        CatalogueLine("Seaweed Plant Feed", 7.5, quantity: 2, [("1 l", 1), ("5 l", 4.1)]),
      ],
      uses: ["a strong start in spring", "top dressing in the growing season", "hungry crops"],
      traits: [
        "The granules are even and spread well.", "Nutrients are released over three months.",
        "It is free of chloride.", "Dose and timing are printed on the bag.",
      ]),
    CatalogueGroup(
      department: "Soil and Fertiliser", name: "Compost and Mulch", season: .planting,
      tastes: [0.2, 0.1, 0.2, 2.6, 2], discount: 18,
      lines: [
        CatalogueLine("Seed Compost", 5.4, quantity: 4, [("20 l", 1), ("50 l", 2.1)]),
        CatalogueLine("Multi-Purpose Compost", 6.2, quantity: 5, [("40 l", 1), ("70 l", 1.6)]),
        CatalogueLine("Bark Mulch", 5.8, quantity: 5, [("60 l", 1), ("coarse, 60 l", 1.1)]),
      ],
      uses: ["raising young plants", "pots and raised beds", "keeping weeds down"],
      traits: [
        "It is made without peat.", "The structure stays open and drains well.",
        "It holds water through a hot week.", "It is screened and heat-treated.",
      ]),
    CatalogueGroup(
      department: "Soil and Fertiliser", name: "Soil Care", season: .harvest,
      tastes: [2, 0.9, 0.2, 1.2, 1], discount: 13,
      lines: [
        CatalogueLine("Garden Lime", 6.9, quantity: 4, [("10 kg", 1), ("25 kg", 2.1)]),
        CatalogueLine("Soil Test Kit", 15.8, [("pH", 1), ("pH and nutrients", 2.3)]),
        CatalogueLine("Green Manure Mix", 9.6, quantity: 2, [("1 kg", 1), ("10 kg", 8)]),
      ],
      uses: ["sour and tired soils", "the weeks after harvest", "planning next year's crop"],
      traits: [
        "It raises the pH gently.", "Results are clear to read in ten minutes.",
        "Worms and roots profit within a season.", "It improves heavy clay.",
      ]),
    CatalogueGroup(
      department: "Crop Protection", name: "Sprayers", season: .planting,
      tastes: [1.6, 0.5, 0.3, 1.8, 1.2], discount: 24,
      lines: [
        CatalogueLine(
          "Knapsack Sprayer", 59, [("16 l", 1), ("12 l", 0.85), ("battery, 16 l", 2.6)]),
        CatalogueLine("Spray Nozzle Set", 11.5, [("flat fan", 1), ("hollow cone", 1.1)]),
        CatalogueLine("Hand Sprayer", 13.9, [("2 l", 1), ("5 l", 1.7)]),
        CatalogueLine("Spraying Mask", 22.5, [("half mask", 1), ("spare filters", 0.6)]),
      ],
      uses: ["even spraying of rows", "orchards and vineyards", "treating single plants"],
      traits: [
        "Seals and lance are simple to replace.", "The pump keeps its pressure.",
        "The straps are padded and wide.", "The tank shows the level from both sides.",
      ]),
    CatalogueGroup(
      department: "Crop Protection", name: "Nets and Fleece", season: .planting,
      tastes: [0.4, 0.1, 0.4, 2.8, 1.5], discount: 22,
      lines: [
        CatalogueLine("Crop Fleece", 12.9, [("2 x 10 m", 1), ("2 x 50 m", 4)]),
        CatalogueLine("Insect Net", 24.5, [("2 x 10 m", 1), ("4 x 25 m", 4.2)]),
        CatalogueLine("Bird Net", 14.2, [("4 x 10 m", 1), ("8 x 20 m", 3.4)]),
        CatalogueLine("Shade Net", 19.9, [("3 x 10 m", 1), ("6 x 25 m", 4.4)]),
      ],
      uses: ["frosty nights in spring", "cabbages and carrots without maggots", "ripening fruit"],
      traits: [
        "It lets light and rain through.", "The edges are reinforced.",
        "It lasts several seasons.", "It weighs little and is laid by one person.",
      ]),
    CatalogueGroup(
      department: "Crop Protection", name: "Pest Control", season: .summer,
      tastes: [0.8, 1.3, 1.5, 1.4, 1.4], discount: 20,
      lines: [
        CatalogueLine("Slug Pellets", 7.8, quantity: 2, [("1 kg", 1), ("5 kg", 4)]),
        CatalogueLine("Fly Trap", 6.4, quantity: 3, [("pack of 2", 1), ("barn size", 2.4)]),
        CatalogueLine("Mouse Trap", 4.9, quantity: 3, [("pack of 4", 1), ("live trap", 2.2)]),
        CatalogueLine("Sticky Cards", 5.6, quantity: 2, [("pack of 10", 1), ("pack of 50", 3.8)]),
      ],
      uses: ["barns and feed stores", "glasshouses", "wet summers"],
      traits: [
        "It is safe for hedgehogs and birds.", "It works without smell.",
        "One pack covers a season.", "It is set up in a minute.",
      ]),
  ]
}
