SELECT
  `customer`,
  CAST(format_string('%.11e', coalesce(sum(`amount`), 0)) AS DOUBLE) AS `revenue`
FROM (
  SELECT `customer`, CAST(`quantity` AS DOUBLE) * `price` AS `amount`
  FROM `orders`
) AS `t`
GROUP BY `customer`
ORDER BY `customer` NULLS LAST
