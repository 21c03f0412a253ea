SELECT
  `l`.`id`,
  `l`.`day`,
  `l`.`at`,
  `l`.`customer`,
  `l`.`product`,
  `l`.`quantity`,
  `l`.`price`,
  `l`.`paid`,
  `r`.`category`
FROM `orders` AS `l`
LEFT JOIN `products` AS `r`
  ON `l`.`product` = `r`.`product`
ORDER BY
  `l`.`id` NULLS LAST,
  `l`.`day` NULLS LAST,
  `l`.`at` NULLS LAST,
  `l`.`customer` NULLS LAST,
  `l`.`product` NULLS LAST,
  `l`.`quantity` NULLS LAST,
  `l`.`price` NULLS LAST,
  `l`.`paid` NULLS LAST,
  `r`.`category` NULLS LAST
