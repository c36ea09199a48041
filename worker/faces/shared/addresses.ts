// The addresses of what the pages of all faces are made of. A parameter's name in place of its value gives the path of the route.

export const sharedPaths = {
  assets: () => "/assets/",
  asset: <N extends string>(name: N) => `/assets/${name}` as const,
  accent: <F extends string>(file: F) => `/assets/accent/${file}` as const,
  picture: <P extends string>(id: P) => `/pictures/${id}` as const,
};
