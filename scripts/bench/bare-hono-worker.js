// The floor of the links' bench: a bare Hono application whose one route answers a page that is there already. It is fair, since it
// spares nothing that any answer must pay: the same runtime, socket and version of Hono, its own router with the same pattern for the
// token, `c.html`, and byte for byte the status, headers and page that the service answers a forged link with. It lacks what is the
// service's own work: the context, middleware, the signature, writing the page.

import { Hono } from "hono";

const app = new Hono();

let headers;

app.get("/:token{[\\w-]{16}}", (c) => {
  headers ??= JSON.parse(c.env.HEADERS);
  return c.html(c.env.PAGE, Number(c.env.STATUS), headers);
});

export default app;

// The runner of the service binds both.
export class Line {}
export class Room {}
