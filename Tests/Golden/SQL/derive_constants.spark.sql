SELECT
  `product`,
  `category`,
  `price`,
  `stock`,
  CAST(1 AS BIGINT) AS `one`,
  CAST(NULL AS STRING) AS `nothing`,
  0.5e0 AS `half`,
  CAST(3000000 AS BIGINT) * 1000000 AS `big`
FROM `products`
ORDER BY
  `product` NULLS LAST,
  `category` NULLS LAST,
  `price` NULLS LAST,
  `stock` NULLS LAST,
  `big` NULLS LAST
