-- What a business says that it sells, several ticked; and whether the operator has opened its transactional texts where its trade closes them.
ALTER TABLE merchants ADD COLUMN trades TEXT NOT NULL DEFAULT '[]';
ALTER TABLE merchants ADD COLUMN transactional_opened_at INTEGER;
UPDATE merchants SET trades = json_array(trade) WHERE trade IS NOT NULL;
ALTER TABLE merchants DROP COLUMN trade;
