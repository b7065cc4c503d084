import type { FileStatus } from "@fleet/secrets";
import { describe, expect, it } from "vitest";
import { describeFileStates, renderFileStates } from "../../src/views/status-text.ts";
import { keyring, outOfStep, statusOf, stranger } from "./sample-secrets.ts";

const inStep = statusOf("secrets/shared.yaml", ["age1mini", "age1keith"]);
const unruled = statusOf("old.yaml", [stranger], { rule: undefined });
const otherThreshold = statusOf("a.yaml", ["age1keith"], { hasOtherThreshold: true });
const drifting = outOfStep(statusOf("secrets/日本.yaml", ["age1keith", stranger]), [
  "age1ana",
  "age1keith-new",
]);

function withFile(status: FileStatus, file: Partial<FileStatus["file"]>): FileStatus {
  return { ...status, file: { ...status.file, ...file } };
}

const problem = { code: "secrets/broken", severity: "error", path: [], message: "…" } as const;
const plain = withFile(statusOf("plain.yaml", []), { header: undefined });
const broken = withFile(plain, { path: "broken.yaml", problems: [problem] });

const half = withFile(statusOf("half.yaml", ["age1keith"]), { plaintext: ["wifi"] });
const open = withFile(statusOf("open.yaml", ["age1keith"]), {
  open: ["a", "b\u001b", "c", "d", "e"],
  sealed: 2,
});

const render = (files: readonly FileStatus[], prefix = "") =>
  renderFileStates(files, { keyring, prefix }).split("\n").slice(0, -1);

describe("the states of files", () => {
  it("are a line each, with who can decrypt it or what would change, and their number", () => {
    expect(render([inStep, unruled, otherThreshold, drifting, plain, broken])).toEqual([
      "secrets/shared.yaml  in step        host:mini, user:keith                         1 sealed",
      "old.yaml             no rule        age1yt3tfqlf…tqdpszlw                         1 sealed",
      "a.yaml               out of step    user:keith                                    1 sealed",
      "secrets/日本.yaml    out of step    +user:ana -age1yt3tfqlf…tqdpszlw ~user:keith  1 sealed",
      "plain.yaml           not encrypted",
      "broken.yaml          unreadable",
      "",
      "6 files, 1 in step with the declaration",
    ]);
  });

  it("tell what is sealed, and what the rule of the file leaves open", () => {
    expect(render([open, half])).toEqual([
      "open.yaml  in step           user:keith  2 sealed, open: a, b\\u{1b}, c and 2 more",
      "half.yaml  partly encrypted  user:keith  1 sealed",
      "",
      "2 files, 1 in step with the declaration",
    ]);
  });

  it("are but their number where there is no file", () => {
    expect(render([])).toEqual(["0 files, 0 in step with the declaration"]);
  });

  it("begin where the reader is, and hold nothing that a terminal obeys", () => {
    const odd = statusOf("a\u001b[2J.yaml", []);
    expect(render([odd], "systems/")[0]).toMatch(/^systems\/a\\u\{1b\}\[2J\.yaml {2}in step /);
  });

  it("are those that are not in step where there are many", () => {
    const many = Array.from({ length: 40 }, (_, index) => statusOf(`${index}.yaml`, []));
    expect(render([...many, unruled])).toEqual([
      "old.yaml  no rule  age1yt3tfqlf…tqdpszlw  1 sealed",
      "",
      "41 files, 40 in step with the declaration",
    ]);
  });
});

describe("the states of files for programs", () => {
  it("name every value that is open", () => {
    expect(describeFileStates([open], keyring)).toMatchObject([
      { state: "in-step", sealed: 2, open: ["a", "b\u001b", "c", "d", "e"] },
    ]);
  });

  it("say the same of each", () => {
    expect(describeFileStates([drifting, unruled], keyring)).toEqual([
      {
        path: "secrets/日本.yaml",
        state: "out-of-step",
        rule: "secrets/日本.yaml",
        readers: ["age1yt3tfqlf…tqdpszlw", "user:keith"],
        sealed: 1,
        open: [],
        gains: ["user:ana"],
        loses: ["age1yt3tfqlf…tqdpszlw"],
        replaces: ["user:keith"],
      },
      {
        path: "old.yaml",
        state: "no-rule",
        rule: null,
        readers: ["age1yt3tfqlf…tqdpszlw"],
        sealed: 1,
        open: [],
        gains: [],
        loses: [],
        replaces: [],
      },
    ]);
  });
});
