import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { passwordHashProblem } from "../../src/passwords/password-hash.ts";
import { hashes, weakHashes } from "./hashes.ts";

describe("the hash of a password", () => {
  it.each(Object.entries(hashes))("may be one of %s", (_, hash) => {
    expect(passwordHashProblem(hash)).toBeUndefined();
  });

  it.each(Object.entries(weakHashes))("is refused of %s", (_, hash) => {
    expect(passwordHashProblem(hash)).toContain("guessed too fast");
  });

  it.each([
    ["nothing", "", "lets everybody in"],
    ["one of a locked account", "!", "locked account"],
    ["a hash that is locked", `!${hashes.yescrypt}`, "locked account"],
    ["one that nobody has set", "*", "locked account"],
    ["a password", "tell-nobody", "change that"],
    ["a password that begins as a hash does", "$y$tell-nobody", "a part of it is missing"],
    ["a scheme that there is not", "$argon2id$v=19$m=65536$c2FsdA$aGFzaA", "change that"],
    ["one with a line break", `${hashes.yescrypt}\n`, "a line break"],
    ["a line of /etc/shadow", `keith:${hashes.yescrypt}:1::::`, "a colon"],
    ["a traditional one, which looks like a password", "abd1iUfYq3BPU", "change that"],
  ])("is not %s", (_, hash, problem) => {
    expect(passwordHashProblem(hash)).toContain(problem);
  });

  test.prop([fc.constantFrom(...Object.values(hashes)), fc.nat(), fc.nat()])(
    "is noticed to be cut, wherever that is, and never repeated",
    (hash, start, length) => {
      const from = start % hash.length;
      const cut = hash.slice(0, from) + hash.slice(from + 1 + (length % (hash.length - from)));
      const problem = passwordHashProblem(cut);
      // What is left of the salt, or of what costs time, may be as long as it likes.
      const isSame = Object.values(hashes).some((whole) => whole.slice(-31) === cut.slice(-31));
      if (!isSame) expect(problem).toBeDefined();
      if (cut.length > 5) expect(problem ?? "").not.toContain(cut);
    },
  );
});
