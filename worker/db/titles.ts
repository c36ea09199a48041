// A title in both languages, as two columns hold it and as the core wants it.

export function withTitle<T extends { readonly titleEn: string; readonly titleFr: string }>({
  titleEn,
  titleFr,
  ...row
}: T) {
  return { ...row, title: { en: titleEn, fr: titleFr } };
}
