SELECT *
FROM (
  SELECT `product`, `price`
  FROM `orders`
  UNION ALL
  SELECT `product`, `price`
  FROM `products`
) AS `t`
ORDER BY `product` NULLS LAST, `price` NULLS LAST
