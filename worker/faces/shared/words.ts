// What one language says with the words of another: English gives the shape, and French is held to it.

/** Any words, and what makes words of values, where English has its own. */
export type Words<English> = English extends string
  ? string
  : English extends (...values: infer Values) => unknown
    ? (...values: Values) => Words<ReturnType<English>>
    : { readonly [Name in keyof English]: Words<English[Name]> };
