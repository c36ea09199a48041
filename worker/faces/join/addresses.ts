// The addresses of a shop's sign-up. A parameter's name in place of its value gives the path of the route.

export const joinPaths = {
  form: <S extends string>(shop: S) => `/join/${shop}` as const,
  code: <S extends string, I extends string>(shop: S, signUpId: I) => `/join/${shop}/${signUpId}` as const,
};
