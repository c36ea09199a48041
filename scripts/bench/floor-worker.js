// The floor: the least that a Worker can do for an inbound text. It checks the signature and replays the two recorded requests to the
// database that the service makes for the same text; it decides nothing, reads no result and needs no library.

import { isGenuine } from "./carrier-signature.js";

export default {
  async fetch(request, env) {
    const body = await request.arrayBuffer();
    if (!(await isGenuine(request.headers.get("authorization") ?? "", body, env)))
      return new Response(null, { status: 401 });
    const { from, text } = JSON.parse(utf8.decode(body));
    recordings ??= JSON.parse(env.RECORDINGS);
    const { read, write } = recordings[text];
    for (const template of [read, write]) {
      if (!(await pipeline(env, template.replaceAll("{phone}", from)))) return new Response(null, { status: 500 });
    }
    return new Response(null, { status: 200 });
  },
};

let recordings;

const utf8 = new TextDecoder();

async function pipeline(env, body) {
  const response = await fetch(`${env.DATABASE_URL}/v2/pipeline`, { method: "POST", body });
  const { results } = await response.json();
  return results.every(
    ({ type, response }) => type === "ok" && !response.result?.step_errors.some((error) => error !== null),
  );
}

// The runner of the service binds both.
export class Line {}
export class Room {}
