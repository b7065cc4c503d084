import type { Diagnostic, Path } from "@fleet/diagnostics";
import { compareNames, quote, suggestName } from "@fleet/diagnostics";
import type { DeclaredContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import { isGap } from "../parse/gaps.ts";
import { parseHostSelector } from "./host-selector.ts";

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
    const { kind, id } = selector;
    const hosts = [...fleet.hosts.values()];
    const tags = new Set(hosts.flatMap((host) => host.tags));
    if (kind === "tag" && !tags.has(id)) yield unknownTag(id, tags, path);
    if (kind === "platform" && hosts.every(({ platform }) => platform !== id)) {
      yield selectsNone(text, path);
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
