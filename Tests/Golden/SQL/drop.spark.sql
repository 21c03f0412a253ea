SELECT `id`, `customer`, `product`, `quantity`, `price`
FROM `orders`
ORDER BY
  `id` NULLS LAST,
  `customer` NULLS LAST,
  `product` NULLS LAST,
  `quantity` NULLS LAST,
  `price` NULLS LAST
