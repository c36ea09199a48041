// Real pictures of 7 by 5 pixels, as a browser writes them (its colour profile aside), and files that are none.

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "base64"));

export const pictures = {
  jpeg: fromBase64(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////" +
      "////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////" +
      "////////////wAARCAAFAAcDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QA" +
      "FQEBAQAAAAAAAAAAAAAAAAAAAgP/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCABXf/2Q==",
  ),
  png: fromBase64(
    "iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAYAAACJmvbYAAAAIklEQVR4AbTJMQ0AAAwCwQZL+HdQT6AANj756fCk0rjSCA0AAP//" +
      "AGl+pAAAAAZJREFUAwDUIg9iALnLlQAAAABJRU5ErkJggg==",
  ),
  webpLossy: fromBase64("UklGRjQAAABXRUJQVlA4ICgAAACQAQCdASoHAAUAAsBMJaACdLoAA5gA/ujXHrz1McX/5mj9JvpN3MAA"),
  webpLossless: fromBase64("UklGRh4AAABXRUJQVlA4TBEAAAAvBgABAAfQmTJ3pv+BiOh/AAA="),
  webpExtended: fromBase64(
    "UklGRl4AAABXRUJQVlA4WAoAAAAQAAAABgAABAAAQUxQSA0AAAABDzCAERHifn8R/Q8PAFZQOCAqAAAAkAEAnQEqBwAFAALATCWg" +
      "AnS6AAOYAP7tkD+IXextv/z0z+tv4/8ZAAAA",
  ),
};

export const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
export const HTML = "<!doctype html><script>alert(1)</script>";

/** A whole picture with so many bytes more behind its end: each decoder stops before them. */
export function heavy(picture: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(bytes);
  padded.set(picture);
  return padded;
}
