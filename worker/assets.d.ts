// What scripts/build-assets.ts makes for the Worker, for the compiler where nothing has been built yet.

declare module "*/.build/assets.json" {
  const assets: Readonly<Record<string, { readonly type: string; readonly body: string; readonly etag: string }>>;
  export default assets;
}

declare module "*/.build/schema.json" {
  const schema: { readonly migrations: number };
  export default schema;
}
