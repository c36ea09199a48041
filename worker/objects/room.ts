// One object a merchant: tells every open page of the merchant that something changed. It owns no data.

import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";

export const CHANGED = "changed";

export class Room extends DurableObject<Env> {
  /** A page joins by a WebSocket, which hibernates: an idle inbox costs nothing. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get("upgrade") !== "websocket") return new Response(null, { status: 426 });
    const { 0: page, 1: room } = new WebSocketPair();
    this.ctx.acceptWebSocket(room);
    return new Response(null, { status: 101, webSocket: page });
  }

  async changed(): Promise<void> {
    for (const page of this.ctx.getWebSockets()) {
      try {
        page.send(CHANGED);
      } catch {
        // The page has gone; the platform closes its socket.
      }
    }
  }

  override async webSocketMessage(): Promise<void> {
    // Pages only listen.
  }

  override async webSocketClose(page: WebSocket, code: number): Promise<void> {
    page.close(code === 1005 || code === 1006 ? 1000 : code);
  }
}
