// The two languages that every text, page and reply exists in.

export type Language = "fr" | "en";
