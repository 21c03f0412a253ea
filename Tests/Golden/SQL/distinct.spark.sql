SELECT DISTINCT `customer`, `paid`
FROM `orders`
ORDER BY `customer` NULLS LAST, `paid` NULLS LAST
