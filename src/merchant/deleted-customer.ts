// A customer who had themselves deleted: their ledgers stay, without a name, under a hash in place of the number.

/** What the hash begins with. */
export const DELETED = "deleted:";

export const isDeletedCustomer = (phone: string): boolean => phone.startsWith(DELETED);
