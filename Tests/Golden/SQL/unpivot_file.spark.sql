SELECT `id`, `variable`, `value`
FROM (
  SELECT
    `l`.`id`,
    `l`.`_row1`,
    `u`.`name` AS `variable`,
    CASE WHEN `u`.`place` = 1 THEN CAST(`l`.`quantity` AS DOUBLE) WHEN `u`.`place` = 2 THEN `l`.`price` END AS `value`,
    CAST(`u`.`place` AS BIGINT) AS `_row2`
  FROM (
    SELECT
      `id`,
      `quantity`,
      `price`,
      row_number() OVER (ORDER BY `id` NULLS LAST, `quantity` NULLS LAST, `price` NULLS LAST) AS `_row1`
    FROM `orders`
  ) AS `l`
  CROSS JOIN (VALUES (1, 'quantity'), (2, 'price')) AS `u` (`place`, `name`)
) AS `t`
ORDER BY `_row1` NULLS LAST, `_row2` NULLS LAST
