import type { Diagnostic, Path } from "@fleet/diagnostics";
import { compareNames, quote, suggestName } from "@fleet/diagnostics";
import type { DeclaredContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import { isGap } from "../parse/gaps.ts";
import { parseHostSelector, selectHosts } from "./host-selector.ts";

/** What the checks of selectors look at. */
type SelectorContext = Pick<DeclaredContext, "fleet" | "names">;

/** What is wrong with a selector that stands at a path: it has to select some host. */
export function* hostSelectorFits(
  { fleet, names }: SelectorContext,
  text: string,
  path: Path,
): Iterable<Diagnostic> {
  const selector = parseHostSelector(text);
  if (selector === undefined) yield badSelector(text, path);
  else if (selector.kind === "host") {
    if (!names.hosts.has(selector.id)) yield unknownHost(selector.id, names.hosts, path);
  } else if (!isGap(fleet.gaps, ["hosts"])) {
    if (selectHosts(fleet.hosts, text).length > 0) return;
    if (selector.kind === "platform") yield selectsNone(text, path);
    else {
      const tags = new Set([...fleet.hosts.values()].flatMap((host) => host.tags));
      yield unknownTag(selector.id, tags, path);
    }
  }
}

const forms = "Write the id of a host, tag:TAG, platform:nixos, platform:darwin or platform:linux.";

function badSelector(text: string, path: Path): Diagnostic {
  const isHost = text.startsWith("host:");
  return coreCodes.create("bad-host-selector", `${quote(text)} says of no hosts which are meant.`, {
    path,
    help: isHost ? `Write the id alone: ${quote(text.slice("host:".length))}.` : forms,
  });
}

function unknownHost(id: string, known: ReadonlySet<string>, path: Path): Diagnostic {
  return coreCodes.create("unknown-host", `The host ${quote(id)} is not declared.`, {
    path,
    help: suggestName(id, [...known], "host"),
  });
}

function unknownTag(id: string, known: ReadonlySet<string>, path: Path): Diagnostic {
  return coreCodes.create("unknown-tag", `No host has the tag ${quote(id)}.`, {
    path,
    help: suggestName(id, [...known].sort(compareNames), "tag"),
  });
}

function selectsNone(text: string, path: Path): Diagnostic {
  return coreCodes.create("selects-no-host", `${quote(text)} selects no host of the fleet.`, {
    path,
    help: "Take it out, or declare such a host.",
  });
}
