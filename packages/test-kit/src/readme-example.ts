import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

/** What the example of a README is held to. */
export interface ExampleCase {
  /** The folder of the package. */
  readonly folder: string;
  /** Expects what the example prints. */
  readonly judge: (output: string) => void;
  /** The heading under which it stands, such as `## Access`. Default: it is the first of the README. */
  readonly heading?: string;
  /** The folder in which it runs. Default: that of the process. */
  readonly startIn?: () => Promise<string>;
}

/** Holds the example of a package's README to what everybody's is held to: it runs, and it is short. */
export function testReadmeExample({ folder, judge, heading, startIn }: ExampleCase): void {
  const example = findExample(join(folder, "README.md"), heading);
  const which = heading === undefined ? "" : ` under ${heading}`;

  it(`the example of the README${which} runs`, async () => {
    // It lies in the package, so that it finds the packages by their names.
    const name = `readme-example-${process.pid}-${heading === undefined ? 0 : heading.length}.mts`;
    const file = join(folder, "test", name);
    onTestFinished(() => rmSync(file, { force: true }));
    writeFileSync(file, example);
    const cwd = await startIn?.();
    const argv = ["--conditions=@fleet/source", file];
    judge(execFileSync(process.execPath, argv, { cwd, encoding: "utf8" }));
  });

  it(`the example of the README${which} has at most 15 lines`, () => {
    expect(example.trim().split("\n").length).toBeLessThanOrEqual(15);
  });
}

/** The first example in TypeScript of a text in Markdown, or behind a heading; "" where there is none. */
function findExample(path: string, heading: string | undefined): string {
  const text = readFileSync(path, "utf8");
  const start = heading === undefined ? 0 : text.indexOf(`\n${heading}\n`);
  return /```ts\n([\s\S]*?)```/.exec(start === -1 ? "" : text.slice(start))?.[1] ?? "";
}
