SELECT
  `id`,
  row_number() OVER (ORDER BY `day` DESC NULLS LAST, `id` NULLS LAST, `at` NULLS LAST, `customer` NULLS LAST, `product` NULLS LAST, `quantity` NULLS LAST, `price` NULLS LAST, `paid` NULLS LAST) AS `n`
FROM `orders`
ORDER BY
  `day` DESC NULLS LAST,
  `id` NULLS LAST,
  `at` NULLS LAST,
  `customer` NULLS LAST,
  `product` NULLS LAST,
  `quantity` NULLS LAST,
  `price` NULLS LAST,
  `paid` NULLS LAST,
  `n` NULLS LAST
