import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { isGap } from "../../parse/gaps.ts";
import type { DeclaredContext } from "../check.ts";
import { createNixosQuestion } from "./expiry-checks.ts";

/** What NixOS alone has for accounts, with what it is for in half a sentence. */
const settings = [
  ["linger", "keeps programs running for who is not logged in"],
  ["subordinateIds", "gives subordinate ids"],
] as const;

/** A placement elsewhere cannot say what NixOS alone has, nor a user who is nowhere else. */
export function* settingsAreOnNixos({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  for (const { id, platform, placements } of fleet.hosts.values()) {
    if (platform === "nixos" || isGap(fleet.gaps, ["hosts", id, "system"])) continue;
    for (const { own, path } of placements.values()) {
      for (const [key, purpose] of settings) {
        if (own[key] === undefined) continue;
        const message = `The host ${quote(id)} is not NixOS, where alone fleet ${purpose}.`;
        yield offNixos(message, [...path, key]);
      }
    }
  }
  const saying = [...fleet.users].filter(([, { own }]) => {
    return settings.some(([key]) => own[key] !== undefined);
  });
  const mayBeOnNixos = saying.length === 0 ? () => true : createNixosQuestion(fleet);
  for (const [id, { own }] of saying) {
    for (const [key, purpose] of settings) {
      if (own[key] === undefined || mayBeOnNixos(id)) continue;
      const message = `None of the accounts of ${quote(id)} is on NixOS, where alone fleet ${purpose}.`;
      yield offNixos(message, ["users", id, key]);
    }
  }
}

function offNixos(message: string, path: Path): Diagnostic {
  return coreCodes.create("setting-off-nixos", message, { path, help: "Leave it out here." });
}
