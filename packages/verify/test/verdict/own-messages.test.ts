import type { Diagnostic } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { isToldAlready } from "../../src/verdict/own-messages.ts";

function differenceOf(login: string): Diagnostic {
  return {
    code: "verify/known-admin",
    severity: "error",
    path: [],
    message: `nix-darwin manages the account "${login}" on host "mini", one of its admins: it would delete it as soon as users.users lacks it.`,
  };
}

const ofOne =
  'fleet: users.knownUsers of host "mini" holds "ada", who is an admin. nix-darwin changes the accounts in there.';
const ofMany =
  'fleet: users.knownUsers of host "mini" holds "ada", "grace", "mary" and 2 more, who are admins. nix-darwin changes the accounts in there.';

describe("a message of fleet's own modules", () => {
  it("is told already where a difference says it of the same account", () => {
    expect(isToldAlready([differenceOf("ada")], ofOne)).toBe(true);
    expect(isToldAlready([differenceOf("grace")], ofOne)).toBe(false);
  });

  it("is told already where differences say it of everybody whom it names", () => {
    const logins = ["ada", "grace", "mary", "joan", "jean"];
    expect(isToldAlready(logins.map(differenceOf), ofMany)).toBe(true);
    expect(isToldAlready([differenceOf("ada"), differenceOf("mary")], ofMany)).toBe(false);
  });

  it("is not taken for one that modules of one's own have", () => {
    expect(isToldAlready([differenceOf("ada")], 'The account "ada" is odd.')).toBe(false);
  });
});
