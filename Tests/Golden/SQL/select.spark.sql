SELECT `customer`, `price`
FROM `orders`
ORDER BY `customer` NULLS LAST, `price` NULLS LAST
