SELECT
  `id`,
  `amount` / nullif(CAST(format_string('%.11e', coalesce(sum(`amount`) OVER (), 0)) AS DOUBLE), 0) AS `share`
FROM (
  SELECT `id`, CAST(`quantity` AS DOUBLE) * `price` AS `amount`
  FROM `orders`
) AS `t`
ORDER BY `id` NULLS LAST, `share` NULLS LAST
