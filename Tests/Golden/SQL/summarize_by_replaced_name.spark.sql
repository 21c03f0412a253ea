SELECT upper(`customer`) AS `customer`, count(*) AS `rows`
FROM `orders`
GROUP BY 1
ORDER BY `customer` NULLS LAST
