SELECT `id`
FROM `orders`
WHERE `customer` IN ('Ann') OR `customer` IS NULL
ORDER BY `id` NULLS LAST
