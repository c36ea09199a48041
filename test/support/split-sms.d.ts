// The oracle of the segment counter, for the compiler: it comes without types.

declare module "split-sms" {
  interface Split {
    readonly characterSet: "GSM" | "Unicode";
    readonly parts: readonly { readonly bytes: number }[];
    readonly bytes: number;
    readonly remainingInPart: number;
  }
  const oracle: { split(text: string): Split };
  export default oracle;
}
