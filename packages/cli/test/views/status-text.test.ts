import type { FileStatus } from "@fleet/secrets";
import { describe, expect, it } from "vitest";
import { describeFileStates, renderFileStates } from "../../src/views/secrets/status-text.ts";
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

const render = (files: readonly FileStatus[], prefix = "") =>
  renderFileStates(files, { keyring, prefix }).split("\n").slice(0, -1);

describe("the states of files", () => {
  it("are a line each, with who can decrypt it or what would change, and their number", () => {
    expect(render([inStep, unruled, otherThreshold, drifting, plain, broken])).toEqual([
      "secrets/shared.yaml  in step        host:mini, user:keith",
      "old.yaml             no rule        age1yt3tfqlf…tqdpszlw",
      "a.yaml               out of step    user:keith",
      "secrets/日本.yaml    out of step    +user:ana -age1yt3tfqlf…tqdpszlw ~user:keith",
      "plain.yaml           not encrypted",
      "broken.yaml          unreadable",
      "",
      "6 files, 1 in step with the declaration",
    ]);
  });

  it("say where values stand in the clear, or keys are not what they seem", () => {
    const holding = withFile(statusOf("a.yaml", []), { plaintext: ["wifi"] });
    const bare = withFile(statusOf("b.yaml", []), { open: ["wifi"], sealed: 0 });
    const odd = statusOf("c.yaml", [], { hasOddKeys: true });
    const states = describeFileStates([holding, bare, odd], keyring).map(({ state }) => state);
    expect(states).toEqual(["unsound", "unsound", "unsound"]);
  });

  it("say how much is encrypted and what is left open, where all is asked for", () => {
    const open = ["a", "b", "c", "d", "e\u001b", "f", "g"];
    const partly = withFile(statusOf("a.yaml", ["age1keith"]), { sealed: 3, open });
    expect(renderFileStates([partly, inStep], { keyring, prefix: "", isVerbose: true })).toBe(
      [
        'a.yaml               in step  user:keith             3 encrypted, open: "a", "b", "c", "d", "e\\u001b" and 2 more',
        "secrets/shared.yaml  in step  host:mini, user:keith  1 encrypted",
        "",
        "2 files, 2 in step with the declaration\n",
      ].join("\n"),
    );
  });

  it("are but their number where there is no file", () => {
    expect(render([])).toEqual(["0 files, 0 in step with the declaration"]);
  });

  it("begin where the reader is, and hold nothing that a terminal obeys", () => {
    const odd = statusOf("a\u001b[2J.yaml", []);
    expect(render([odd], "systems/")[0]).toBe("systems/a\\u{1b}[2J.yaml  in step");
  });

  it("are those that are not in step where there are many", () => {
    const many = Array.from({ length: 40 }, (_, index) => statusOf(`${index}.yaml`, []));
    expect(render([...many, unruled])).toEqual([
      "old.yaml  no rule  age1yt3tfqlf…tqdpszlw",
      "",
      "41 files, 40 in step with the declaration",
    ]);
  });
});

describe("the states of files for programs", () => {
  it("say the same of each", () => {
    expect(describeFileStates([drifting, unruled], keyring)).toEqual([
      {
        path: "secrets/日本.yaml",
        state: "out-of-step",
        sealed: 1,
        open: [],
        rule: "secrets/日本.yaml",
        owner: "fleet",
        readers: ["age1yt3tfqlf…tqdpszlw", "user:keith"],
        gains: ["user:ana"],
        loses: ["age1yt3tfqlf…tqdpszlw"],
        replaces: ["user:keith"],
        namedBy: {},
      },
      {
        path: "old.yaml",
        state: "no-rule",
        sealed: 1,
        open: [],
        rule: null,
        owner: "fleet",
        readers: ["age1yt3tfqlf…tqdpszlw"],
        gains: [],
        loses: [],
        replaces: [],
        namedBy: {},
      },
    ]);
  });
});
