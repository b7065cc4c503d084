// What publint and attw say of a packed package. They run in this process: each takes longer to start
// than to judge a package of this size.
import { readFileSync } from "node:fs";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { problemKindInfo } from "@arethetypeswrong/core/problems";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

/** Resolutions of those who cannot load modules of ES at all: attw's own profile `esm-only`. */
const ignored = ["node10", "node16-cjs"];

/** What publint says of a packed package, as sentences. */
export async function judgeManifest({ tarball }) {
  const bytes = Uint8Array.from(readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, level: "warning" });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

/** What attw says of the types of a packed package, as sentences. A command alone has none to resolve. */
export async function judgeTypes({ manifest, tarball }) {
  if (manifest.exports["."] === undefined) return [];
  const packed = createPackageFromTarballData(Uint8Array.from(readFileSync(tarball)));
  const { types, problems = [] } = await checkPackage(packed);
  if (types === false) return ["attw: it has no types"];
  return problems
    .filter(({ resolutionKind }) => !ignored.includes(resolutionKind))
    .map((problem) => {
      const { kind, entrypoint = "", resolutionKind = "" } = problem;
      const place = [entrypoint, resolutionKind].filter((part) => part !== "").join(" by ");
      return `attw: ${problemKindInfo[kind].title}${place === "" ? "" : ` (${place})`}`;
    });
}
