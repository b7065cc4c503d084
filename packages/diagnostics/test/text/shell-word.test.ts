import { expect, it } from "vitest";
import { shellPath, shellWord } from "../../src/text/shell-word.ts";

it.each([
  ["secrets/mini.yaml", "secrets/mini.yaml"],
  ["--flake", "--flake"],
  [".#mini", ".#mini"],
  ["", "''"],
  ["two words", "'two words'"],
  ["$HOME", "'$HOME'"],
  ["it's", "'it'\\''s'"],
  ["a\nrm -rf ~", "'a?rm -rf ~'"],
  ["a\u001b[2Jb\u0085", "'a?[2Jb?'"],
])("the word %j is %s to a shell", (word, shown) => {
  expect(shellWord(word)).toBe(shown);
});

it("a path is never taken for an option", () => {
  expect(shellPath("-d/a.yaml")).toBe("./-d/a.yaml");
  expect(shellPath("--root=x/s y.yaml")).toBe("'./--root=x/s y.yaml'");
  expect(shellPath("secrets/a.yaml")).toBe("secrets/a.yaml");
});
