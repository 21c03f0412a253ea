SELECT
  `id`,
  coalesce(CAST(sum(CASE WHEN `paid` THEN `quantity` END) OVER (PARTITION BY `customer`) AS BIGINT), 0) AS `paid`,
  collect_list(`product`) OVER (PARTITION BY `customer` ORDER BY `day` NULLS LAST, `id` NULLS LAST, `at` NULLS LAST, `product` NULLS LAST, `quantity` NULLS LAST, `price` NULLS LAST, `paid` NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS `list`,
  count(*) OVER (PARTITION BY `customer`) / nullif(count(*) OVER (), 0) AS `share`
FROM `orders`
ORDER BY `id` NULLS LAST, `paid` NULLS LAST, `share` NULLS LAST
