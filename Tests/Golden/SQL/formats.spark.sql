SELECT
  `id`,
  format_string('%.2f', round(CAST(`price` AS DOUBLE), 2)) AS `two`,
  format_string('%,.0f', round(CAST(`price` * 1000.0 AS DOUBLE), 0)) AS `grouped`,
  format_string('%.1f', round(CAST((`price` / 7.0) * 100 AS DOUBLE), 1)) || '%' AS `percent`,
  CASE WHEN CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE) = floor(CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE)) AND abs(`price`) < 1e15 THEN CAST(CAST(CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE) AS BIGINT) AS STRING) ELSE CAST(CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE) AS STRING) END AS `plain`,
  CAST(CAST(round(`quantity`) AS BIGINT) AS STRING) AS `whole`,
  CASE WHEN CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE) = floor(CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE)) AND abs(`price`) < 1e15 THEN CAST(CAST(CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE) AS BIGINT) AS STRING) ELSE CAST(CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE) AS STRING) END AS `shown`,
  CAST(`day` AS STRING) AS `day`
FROM `orders`
ORDER BY
  `id` NULLS LAST,
  `two` NULLS LAST,
  `grouped` NULLS LAST,
  `percent` NULLS LAST,
  `plain` NULLS LAST,
  `whole` NULLS LAST,
  `shown` NULLS LAST,
  `day` NULLS LAST
