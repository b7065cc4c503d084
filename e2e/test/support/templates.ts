import { expect } from "vitest";
import { copyAsRepository, fleet, run } from "./command.ts";

/** The templates that the root flake offers. */
export const templates = ["default", "family", "macs", "dendritic", "servers"];

/** A copy of a template in a git repository, after the first `fleet generate`, all of it tracked. */
export function generateTemplate(template: string): string {
  const folder = copyAsRepository("templates", template);
  expect(fleet(folder, "generate")).toMatchObject({ status: 0 });
  run("git", ["add", "--all"], folder);
  return folder;
}
