SELECT
  `id`,
  `day`,
  `at`,
  `customer`,
  `product`,
  `quantity`,
  `price`,
  `paid`,
  `price` / nullif(CAST(format_string('%.11e', coalesce(sum(`price`) OVER (), 0)) AS DOUBLE), 0) AS `part`
FROM `orders`
ORDER BY
  `id` NULLS LAST,
  `day` NULLS LAST,
  `at` NULLS LAST,
  `customer` NULLS LAST,
  `product` NULLS LAST,
  `quantity` NULLS LAST,
  `price` NULLS LAST,
  `paid` NULLS LAST,
  `part` NULLS LAST
