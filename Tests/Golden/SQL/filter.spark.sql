SELECT `id`, `day`, `at`, `customer`, `product`, `quantity`, `price`, `paid`
FROM `orders`
WHERE `price` > 2.5
  AND `customer` = 'O\'Hara'
ORDER BY
  `id` NULLS LAST,
  `day` NULLS LAST,
  `at` NULLS LAST,
  `customer` NULLS LAST,
  `product` NULLS LAST,
  `quantity` NULLS LAST,
  `price` NULLS LAST,
  `paid` NULLS LAST
