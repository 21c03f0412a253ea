SELECT
  `customer`,
  count(*) FILTER (WHERE `price` > 3.0) AS `dear`,
  coalesce(CAST(sum(`quantity`) FILTER (WHERE `paid`) AS BIGINT), 0) AS `units`
FROM `orders`
GROUP BY `customer`
ORDER BY `customer` NULLS LAST
