SELECT `id`
FROM `orders`
WHERE `customer` <=> `product`
ORDER BY `id` NULLS LAST
