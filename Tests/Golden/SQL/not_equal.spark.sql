SELECT `id`
FROM `orders`
WHERE NOT (`customer` <=> 'Ann')
ORDER BY `id` NULLS LAST
