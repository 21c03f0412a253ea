SELECT `id`
FROM `orders`
WHERE (`price` > 3.0 OR startswith(`customer`, 'A'))
  AND `day` IS NOT NULL
ORDER BY `id` NULLS LAST
