SELECT `l`.`id`
FROM `orders` AS `l`
CROSS JOIN (
  SELECT percentile(`price`, 0.5) AS `_group1`
  FROM `orders`
) AS `r`
WHERE `l`.`price` > `r`.`_group1`
ORDER BY `l`.`id` NULLS LAST
