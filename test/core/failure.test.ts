// What a log may say of an unexpected failure: where it was, and nothing of what somebody wrote.

import { expect, test } from "vitest";
import { failure } from "../../worker/log.ts";

test("the first frame of the stack is told", () => {
  expect(failure(new TypeError("no"))).toMatchObject({ error: "TypeError", code: null, where: expect.any(String) });
});

test.each([
  "Failed query: insert\nparams: call me at +15145550142 please",
  "Failed query: insert\n    at +15145550142",
  "at +15145550142",
  "",
])("a message of several lines is not taken for a frame: %j", (message) => {
  expect(JSON.stringify(failure(new Error(message)))).not.toContain("5145550142");
});
