// What a log may say of where a failure was: a place in the code, and nothing of what somebody wrote.

import { expect, test } from "vitest";
import { firstFrame } from "../../src/first-frame.ts";

const FRAMES = "\n    at commit (file:///worker/db/commit.ts:12:3)\n    at async receive (file:///worker/line.ts:4:1)";

test.each([
  "Failed query: insert\nparams: call me at +15145550142 please",
  "Failed query: insert\n    at +15145550142",
  "at +15145550142",
  "",
])("a message of several lines is not taken for a frame: %j", (message) => {
  expect(firstFrame({ message, stack: `Error: ${message}${FRAMES}` })).toBe("commit");
  expect(firstFrame({ message, stack: `Error: ${message}` })).toBeNull();
});

test("an error that nobody threw has a frame too", () => {
  expect(firstFrame(new TypeError("no"))).toEqual(expect.any(String));
  expect(firstFrame({ message: "no" })).toBeNull();
});
