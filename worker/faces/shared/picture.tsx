// A shop's picture on a page: its room is kept before it comes, and it comes when it is about to be seen.

import { sharedPaths } from "./addresses.ts";

export interface PictureView {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export const Picture = ({ picture: { id, width, height }, alt }: { picture: PictureView; alt: string }) => (
  <img
    class="picture"
    src={sharedPaths.picture(id)}
    width={width}
    height={height}
    alt={alt}
    loading="lazy"
    decoding="async"
  />
);
