SELECT
  `id`,
  `day`,
  `at`,
  `customer` AS `Kunde "x"`,
  `product`,
  `quantity`,
  `price` AS `Price`,
  `paid`
FROM `orders`
ORDER BY
  `id` NULLS LAST,
  `day` NULLS LAST,
  `at` NULLS LAST,
  `customer` NULLS LAST,
  `product` NULLS LAST,
  `quantity` NULLS LAST,
  `price` NULLS LAST,
  `paid` NULLS LAST
