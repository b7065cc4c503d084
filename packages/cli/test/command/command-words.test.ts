import { expect, it } from "vitest";
import { commands } from "../../src/command/command-table.ts";
import { commandWords } from "../../src/start/command-words.ts";

it("the very start knows the first word of every command", () => {
  const words = new Set(commands.map(({ name }) => name.split(" ")[0]));
  expect(commandWords).toEqual([...words].sort());
});
