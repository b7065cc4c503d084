import { type ProgramEnd, quote, shellPath } from "@fleet/diagnostics";

/** What sops ends with where an editor left a file as it was (cmd/sops/codes/codes.go). */
const unchanged = 200;

/** How a call of sops ended. Nothing that it prints is in it: it quotes values, comments and lines. */
export type SopsEnding =
  | { readonly kind: "done" }
  /** Somebody edited a file, and left it as it was. */
  | { readonly kind: "unchanged" }
  /** None of the keys that it found opens the file. */
  | { readonly kind: "closed" }
  | { readonly kind: "failed"; readonly why: string };

/** What sops means by the status that it ends with (cmd/sops/codes/codes.go). */
const meanings: ReadonlyMap<number, string> = new Map([
  [2, "it could not read the file, or broke off (status 2)"],
  [3, "it could not write the file (status 3)"],
  [4, "it could not write the file's format (status 4)"],
  [25, "a value or comment in the file is damaged, or not encrypted (status 25)"],
  [51, "the file's checksum does not fit: it was changed otherwise than by sops (status 51)"],
  [100, "the file is gone (status 100)"],
  [128, "none of the keys that it finds opens the file (status 128)"],
]);

interface Sign {
  readonly sign: RegExp;
  readonly why: string;
}

/** What sops says where it ends with 1, as with most: only whether it says so is told on. */
const signs: readonly Sign[] = [
  {
    sign: /executable file not found|couldn't start plugin|exec: "age-plugin/,
    why: "a plugin of age could not be started",
  },
  { sign: /plugin/i, why: "a plugin of age failed" },
  { sign: /gpg|pgp/i, why: "gpg failed" },
  {
    sign: /vault|dial tcp|connection refused|no such host|context deadline|AWS|googleapi|azure/i,
    why: "a key service could not be reached, or refused",
  },
  { sign: /failed to encrypt|encrypt new data key/i, why: "it could not encrypt to a reader" },
  {
    sign: /unmarshal|unmarshall|invalid|pars(?:e|ing)|metadata not found|duplicate/i,
    why: "it does not understand the file",
  },
];

/** Reads how a run of sops ended. */
export function readEnding(end: ProgramEnd): SopsEnding {
  switch (end.end) {
    case "exit":
      if (end.status === unchanged) return { kind: "unchanged" };
      return end.status === 0 ? { kind: "done" } : readExit(end.status, end.log);
    case "signal":
      return fail(`it was ended by ${end.signal}`);
    case "unstarted":
      return fail(`it could not be started: ${quote(end.reason)}`);
    case "time-out":
    case "cancelled":
    case "long-log":
    case "long-output":
      return fail("it was stopped");
    default:
      return end satisfies never;
  }
}

function readExit(status: number, log: string): SopsEnding {
  // updatekeys and rotate say the same with other statuses.
  if (status === 128 || log.includes("Failed to get the data key")) return { kind: "closed" };
  const meaning = meanings.get(status) ?? signs.find(({ sign }) => sign.test(log))?.why;
  return fail(meaning ?? `it ended with status ${status}`);
}

function fail(why: string): SopsEnding {
  return { kind: "failed", why };
}

/** What to run to see what sops says of a file; it shows no value but those that sops complains of. */
export function seeForYourself(path: string): string {
  return `What sops itself says may quote secrets; to see it, run: sops --config /dev/null decrypt ${shellPath(path)} >/dev/null`;
}
