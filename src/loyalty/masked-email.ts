// What a screen that others can see may say of an e-mail address. It stands alone, since tablets load it.

/** `c…@example.com` */
export function maskEmail(email: string): string {
  const [local = "", ...domain] = email.trim().toLowerCase().split("@");
  return `${Array.from(local)[0] ?? ""}…@${domain.join("@")}`;
}
