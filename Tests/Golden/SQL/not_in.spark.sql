SELECT `id`
FROM `orders`
WHERE NOT coalesce(`customer` IN ('Ann', 'Bob'), FALSE)
ORDER BY `id` NULLS LAST
