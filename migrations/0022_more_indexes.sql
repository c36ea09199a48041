-- Looked for when a person goes: each row that names them. An invitation that is refused by text deletes its row, and what names people
-- was read whole for it: the audit and the outbox of every shop.
CREATE INDEX people_invited_by ON people (invited_by) WHERE invited_by IS NOT NULL;
CREATE INDEX audit_of_person ON audit_entries (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX outbox_to_person ON outbox (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX disputes_settled_by ON disputes (settled_by) WHERE settled_by IS NOT NULL;
-- A device that is forgotten is signed out.
CREATE INDEX sessions_of_device ON sessions (device_id) WHERE device_id IS NOT NULL;
