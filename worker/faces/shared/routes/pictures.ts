// GET /pictures/<id>: the pictures of shops. One never changes, since another one has another id.

import { Hono } from "hono";
import { loadPicture } from "../../../db/offers.ts";
import type { AppEnv } from "../../../env.ts";
import { sharedPaths } from "../addresses.ts";

const YEAR_S = 31_536_000;

export const pictures = new Hono<AppEnv>();

pictures.get(sharedPaths.picture(":id"), async (c) => {
  const picture = await loadPicture(c.var.context.db, c.req.param("id"));
  if (picture === null) return c.notFound();
  // The headers of every page are added to these: never another type than this, and nothing in it runs.
  return c.body(picture.bytes, 200, {
    "content-type": picture.type,
    "cache-control": `public, max-age=${YEAR_S}, immutable`,
    "content-disposition": "inline",
  });
});
