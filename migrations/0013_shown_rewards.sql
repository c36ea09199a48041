-- Where the screen is the proof, a reward is used once its countdown has begun. Those that were counting until now had been promised to
-- come back to the wallet unless the customer said otherwise: they do, once.
UPDATE claims SET status = 'taken', code = NULL, code_until = NULL
WHERE status = 'in_use' AND merchant_id IN (SELECT id FROM merchants WHERE redemption_mode = 'show');
