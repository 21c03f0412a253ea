SELECT `id`
FROM `orders`
WHERE NOT coalesce(startswith(`customer`, 'A'), FALSE)
ORDER BY `id` NULLS LAST
