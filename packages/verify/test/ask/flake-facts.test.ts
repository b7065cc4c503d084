import type { Checked, Diagnostic } from "@fleet/diagnostics";
import type { FlakeRequest, JsonValue, NixEvaluator } from "@fleet/nix-eval";
import { nodeWorld } from "@fleet/project/node";
import { describe, expect, it } from "vitest";
import { type VerificationOptions, verifyFleet } from "../../src/index.ts";
import { smallFleet } from "../cases/small-flake.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import { readRecording, recalled } from "../support/recording.ts";

const small = await computeFleet(smallFleet);
const matching = recalled(readRecording("small"), "matching");

function failure(problem: string, message: string, more: Partial<Diagnostic> = {}): Checked<never> {
  const code = `nix-eval/${problem}` as const;
  return { ok: false, diagnostics: [{ code, severity: "error", path: [], message, ...more }] };
}

const found = (value: JsonValue): Checked<JsonValue> => ({ ok: true, value, diagnostics: [] });

/** Verifies a fleet with an evaluator that is asked about a flake, and keeps what it was asked. */
async function verify(
  answer: (request: FlakeRequest) => Checked<JsonValue>,
  { fleet } = small,
  options: VerificationOptions = {},
) {
  const requests: FlakeRequest[] = [];
  const evaluator: NixEvaluator = {
    evaluate: async (request) => {
      if (request.kind !== "flake") throw new Error("a flake is asked as one");
      requests.push(request);
      return answer(request);
    },
  };
  const generated = {
    root: "/fleet",
    fleet,
    disk: nodeWorld().disk,
    digest: nodeWorld().digest,
    isStale: false,
  };
  return { requests, ...(await verifyFleet(generated, evaluator, options)) };
}

const isListing = ({ apply }: FlakeRequest) => apply === "builtins.attrNames";

describe("a flake that cannot be evaluated", () => {
  it("is an error where it has no hosts", async () => {
    const message = "The flake has no output nixosConfigurations.";
    const { verdicts, diagnostics } = await verify(() => failure("missing-attribute", message));
    expect(verdicts).toMatchObject([{ id: "mini", state: "unknown", diagnostics: [] }]);
    expect(diagnostics).toMatchObject([
      {
        code: "verify/missing-output",
        severity: "error",
        file: "flake.nix",
        message: "The flake has no nixosConfigurations, where mini would be.",
      },
    ]);
  });

  it("is an error where it has other hosts", async () => {
    const { verdicts } = await verify(() => found({ mini: null }));
    expect(verdicts).toMatchObject([
      {
        state: "missing",
        diagnostics: [
          {
            code: "verify/missing-host",
            severity: "error",
            path: ["hosts", "mini"],
            message: expect.stringContaining("no nixosConfigurations.mini"),
          },
        ],
      },
    ]);
  });

  it.each([
    ["refuses as a whole", "throw", "The Nix code refuses: closed"],
    ["is no Nix", "syntax-error", "Nix says: syntax error"],
  ])("is an error where it %s", async (_, problem, message) => {
    const { verdicts, diagnostics } = await verify(() => failure(problem, message));
    expect(verdicts).toMatchObject([{ state: "unknown", diagnostics: [] }]);
    expect(diagnostics).toMatchObject([{ code: `nix-eval/${problem}`, message }]);
  });

  it.each([
    ["in a file of the fleet", { file: "hosts/mini.nix" }, ""],
    [
      "in a library",
      { file: "/lib/x.nix", position: { line: 3, column: 1 } },
      "\n… in /lib/x.nix:3",
    ],
    ["nowhere", {}, ""],
  ])("is an error of the host that it refuses %s", async (_, place, end) => {
    const { verdicts } = await verify((request) =>
      isListing(request)
        ? found(["mini"])
        : failure("throw", "The Nix code refuses: closed", place),
    );
    expect(verdicts).toMatchObject([
      {
        state: "failed",
        diagnostics: [
          {
            code: "nix-eval/throw",
            path: ["hosts", "mini"],
            message: `Nix cannot evaluate host "mini". The Nix code refuses: closed${end}`,
          },
        ],
      },
    ]);
  });

  it("is an error of the state version that home-manager does not know", async () => {
    const message =
      'The Nix code refuses: A definition for option `home-manager.users.keith.home.stateVersion\' is not of type `one of "23.05", "23.11"\'.';
    const { verdicts } = await verify((request) =>
      isListing(request) ? found(["mini"]) : failure("throw", message),
    );
    expect(verdicts).toMatchObject([
      {
        state: "failed",
        diagnostics: [
          {
            code: "verify/newer-state-version",
            severity: "error",
            message:
              'home-manager does not know the state version "24.05" of the home of "keith" on host "mini": the newest that it knows is "23.11".',
            help: expect.stringContaining("nix flake update home-manager"),
          },
        ],
      },
    ]);
  });

  it("is asked once where it takes longer than it may", async () => {
    const { requests, verdicts, diagnostics } = await verify(() => failure("time-out", "stopped"));
    expect(requests).toHaveLength(1);
    expect(verdicts).toMatchObject([{ state: "unknown" }]);
    expect(diagnostics).toMatchObject([{ code: "nix-eval/time-out" }]);
  });
});

describe("a flake of many hosts", () => {
  const ids = Array.from({ length: 60 }, (_, index) => `h${index}`);
  const broken = ["h31", "h59", "h7"];
  const facts = (id: string) => ({ hostname: id, stateVersion: "24.05", users: {} });
  const isAsked = (request: FlakeRequest, id: string) =>
    request.apply?.includes(`"${id}\\"`) ?? false;

  it("is asked in parts, so that broken ones do not hide those that can be evaluated", async () => {
    const many = await computeFleet({
      declaration: {
        users: {},
        hosts: Object.fromEntries(
          ids.map((id) => [id, { system: "x86_64-linux", stateVersion: "24.05" }]),
        ),
      },
      files: ids.map((id) => `hosts/${id}.nix`),
    });
    const { requests, verdicts } = await verify((request) => {
      if (isListing(request)) return found(ids);
      if (broken.some((id) => isAsked(request, id))) return failure("throw", "broken");
      return found(
        Object.fromEntries(ids.filter((id) => isAsked(request, id)).map((id) => [id, facts(id)])),
      );
    }, many);
    const failed = verdicts.filter(({ state }) => state === "failed").map(({ id }) => id);
    expect(failed).toEqual(broken);
    expect(verdicts.filter(({ state }) => state === "as-computed")).toHaveLength(57);
    expect(requests.length).toBeLessThan(40);
  });
});

describe("what is asked", () => {
  const asked = async (options: VerificationOptions) =>
    (await verify(() => found({ mini: matching }), small, options)).requests;

  it("is pure, unless somebody wants it otherwise", async () => {
    expect(await asked({})).toMatchObject([{ impure: false, nixArguments: [] }]);
    expect(await asked({ impure: true })).toMatchObject([{ impure: true }]);
  });

  it("has the arguments and the time that were given", async () => {
    const options = { nixArguments: ["--impure"], timeLimit: 1000 };
    expect(await asked(options)).toMatchObject([options]);
  });

  it("is nothing about hosts that nobody named", async () => {
    expect(await asked({ hosts: [] })).toEqual([]);
    expect(await asked({ hosts: ["mini"] })).toHaveLength(1);
  });
});
