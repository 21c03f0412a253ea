SELECT
  CAST(date_trunc('MONTH', `day`) AS DATE) AS `month`,
  CAST(format_string('%.11e', coalesce(sum(CAST(`quantity` AS DOUBLE) * `price`), 0)) AS DOUBLE) AS `revenue`
FROM `orders`
GROUP BY 1
ORDER BY `month` NULLS LAST
