// The bundle of the browser's scripts and styles, for the compiler where nothing has been built yet.

declare module "*/.build/assets.json" {
  const assets: Readonly<Record<string, { readonly type: string; readonly body: string; readonly etag: string }>>;
  export default assets;
}
