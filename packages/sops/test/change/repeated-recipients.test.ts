import { recipientOfNobody } from "@fleet/secrets/internal";
import { describe, expect, it } from "vitest";
import { stepsWithoutRepeated } from "../../src/change/repeated-recipients.ts";

describe("the way to a file with each recipient once", () => {
  it("leads over one more in the first group, whom nobody is", () => {
    expect(stepsWithoutRepeated([["a", "a", "b"], ["c"]])).toEqual([
      [["a", "b", recipientOfNobody], ["c"]],
      [["a", "b"], ["c"]],
    ]);
  });
});
