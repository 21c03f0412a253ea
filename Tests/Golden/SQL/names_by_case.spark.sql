SELECT *
FROM (
  SELECT `product`, `category`, `price`, `stock`, `price` AS `Price_2`, `stock` AS `PRICE_3`
  FROM `products`
) AS `t`
