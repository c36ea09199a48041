// The address that opens a phone's own messages with a number and a text in place: what a poster's QR code holds.

/**
 * RFC 5724 has `sms:<number>?body=<text>`. Older iPhones only read what follows `&`, Android only what follows `?`: both are there.
 * @param number E.164, or a short code.
 */
export const smsUri = (number: string, body: string): string => `sms:${number}?&body=${encodeURIComponent(body)}`;
