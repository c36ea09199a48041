// A shop's picture on a page: its room is kept before it comes, and it comes when it is about to be seen.

export interface PictureView {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export const Picture = ({ picture: { id, width, height }, alt }: { picture: PictureView; alt: string }) => (
  <img
    class="picture"
    src={`/pictures/${id}`}
    width={width}
    height={height}
    alt={alt}
    loading="lazy"
    decoding="async"
  />
);
