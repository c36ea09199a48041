// A customer who had themselves deleted: their ledgers stay, without a name, under a hash in place of the number.

export const isDeletedCustomer = (phone: string): boolean => phone.startsWith("deleted:");
