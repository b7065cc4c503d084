import { expect, it } from "vitest";
import { shellWord } from "../../src/text/shell-word.ts";

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
