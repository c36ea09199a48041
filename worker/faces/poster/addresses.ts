// The addresses of a shop's posters. A parameter's name in place of its value gives the path of the route.

export const posterPaths = {
  poster: <S extends string>(shop: S) => `/poster/${shop}` as const,
  qrSvg: <S extends string>(shop: S) => `/poster/${shop}/qr.svg` as const,
  qrPng: <S extends string>(shop: S) => `/poster/${shop}/qr.png` as const,
};
