SELECT
  `id`,
  regexp_extract_all(lower(`customer`), '[\\p{L}\\p{N}]+', 0) AS `tokens`,
  regexp_extract_all(`customer`, '\\S+', 0) AS `words`,
  CAST(size(regexp_extract_all(lower(`customer`), '[\\p{L}\\p{N}]+', 0)) AS BIGINT) AS `items`,
  CASE WHEN 1 > 0 THEN try_element_at(regexp_extract_all(lower(`customer`), '[\\p{L}\\p{N}]+', 0), 1) END AS `first`,
  CASE WHEN `quantity` > 0 THEN try_element_at(regexp_extract_all(lower(`customer`), '[\\p{L}\\p{N}]+', 0), CAST(`quantity` AS INT)) END AS `nth`,
  coalesce(array_contains(regexp_extract_all(lower(`customer`), '[\\p{L}\\p{N}]+', 0), 'ann'), FALSE) AS `has`
FROM `orders`
ORDER BY
  `id` NULLS LAST,
  `items` NULLS LAST,
  `first` NULLS LAST,
  `nth` NULLS LAST,
  `has` NULLS LAST
