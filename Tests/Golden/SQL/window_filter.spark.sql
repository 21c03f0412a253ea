SELECT `id`, `price`
FROM (
  SELECT
    `id`,
    `price`,
    CAST(format_string('%.11e', avg(`price`) OVER (PARTITION BY `customer`)) AS DOUBLE) AS `_window1`
  FROM `orders`
) AS `t`
WHERE `price` > `_window1`
ORDER BY `id` NULLS LAST, `price` NULLS LAST
