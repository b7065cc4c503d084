import { type Diagnostic, formatPath, sortDiagnostics } from "@fleet/diagnostics";
import type { JsonValue, NixEvaluator, NixRequest } from "@fleet/nix-eval";
import { nodeWorld } from "@fleet/project/node";
import { type FleetVerdict, type VerificationOptions, verifyFleet } from "../../src/index.ts";
import type { ComputedTestFleet } from "./computed-fleet.ts";

/** A diagnostic as tests look at it. */
export interface ShownDiagnostic
  extends Pick<Diagnostic, "code" | "severity" | "message" | "help"> {
  /** Its path, as people write it. */
  readonly place: string;
}

/** How a comparison with recorded facts came out. */
export interface ShownVerification extends Pick<FleetVerdict, "verdicts"> {
  /** In the order in which they are reported. */
  readonly diagnostics: readonly ShownDiagnostic[];
}

/** An evaluator that answers without Nix. */
export function answerWith(answer: (request: NixRequest) => JsonValue): NixEvaluator {
  return {
    evaluate: async (request) => ({ ok: true, value: answer(request), diagnostics: [] }),
  };
}

/** Compares a fleet with what fleet's own modules set, as it was recorded. */
export function verifyProbe(
  computed: ComputedTestFleet,
  answer: JsonValue,
): Promise<ShownVerification> {
  return verifyRecorded(
    computed,
    answerWith(() => answer),
    { isFlake: false },
  );
}

/** Compares a fleet with what a flake came to, as it was recorded: the facts of hosts by id. */
export function verifyFacts(
  computed: ComputedTestFleet,
  hosts: JsonValue,
): Promise<ShownVerification> {
  return verifyRecorded(
    computed,
    answerWith(() => hosts),
    {},
  );
}

async function verifyRecorded(
  { fleet }: ComputedTestFleet,
  evaluator: NixEvaluator,
  options: VerificationOptions,
): Promise<ShownVerification> {
  const { digest, disk } = nodeWorld();
  const generated = { root: "/fleet", fleet, disk, digest, isStale: false };
  const { verdicts, diagnostics } = await verifyFleet(generated, evaluator, options);
  const all = [...diagnostics, ...verdicts.flatMap((verdict) => verdict.diagnostics)];
  return { verdicts, diagnostics: sortDiagnostics(all).map(show) };
}

function show({ code, severity, path, message, help }: Diagnostic): ShownDiagnostic {
  return {
    code,
    severity,
    place: formatPath(path),
    message,
    ...(help === undefined ? {} : { help }),
  };
}
