-- When a customer last said yes or no to offers, by whatever door: an older word that comes in later changes nothing. It stood in each
-- conversation, where the doors that are no text left nothing.

ALTER TABLE customers ADD COLUMN offers_said_at INTEGER;
UPDATE customers SET offers_said_at = (
  SELECT max(at) FROM (
    SELECT at FROM consent_entries WHERE customer_id = customers.id AND purpose = 'offers'
    UNION ALL
    SELECT said.value FROM sender_merchants AS line
      JOIN conversations AS talk ON talk.sender_id = line.sender_id AND talk.phone = customers.phone
      JOIN json_each(talk.state, '$.offersSaidAt') AS said ON said.key = line.merchant_id
    WHERE line.merchant_id = customers.merchant_id
  )
);
