-- Looked for at each visit by e-mail, each MOVE at a counter, and each sweep: sign-up forms that nobody confirmed are dropped by their age.
CREATE INDEX customers_by_email ON customers (merchant_id, lower(email));
CREATE INDEX moves_of_merchant ON moves (merchant_id, asked_at);
CREATE INDEX sign_ups_unconfirmed ON sign_ups (created_at) WHERE confirmed_at IS NULL;
