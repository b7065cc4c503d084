// Which Node runs the project's commands. Pure: what is known of the machine comes in as data.

/** The first Node that runs the project: it strips types by itself. */
const least = { major: 22, minor: 18 };

/** Whether a version, as `node --version` prints it, is one that runs the project. */
export function isRecent(version) {
  const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(version ?? "") ?? [];
  if (major === undefined) return false;
  return (
    Number(major) > least.major || (Number(major) === least.major && Number(minor) >= least.minor)
  );
}

/**
 * The project's own Node comes first, where it starts: everybody then sees the same messages, and the
 * tests know those of this version. Where it cannot start (NixOS and musl have another linker), the
 * first Node of the machine that is recent enough does.
 *
 * @param facts `bundled`: the version of the project's own, `undefined` where it does not start.
 *   `machine`: every Node of the machine, as PATH orders them, each with `path` and `version` (`undefined`
 *   where it does not say one).
 * @returns `bundled`, the `path` of another, or what `none` of them lacks.
 */
export function chooseNode({ bundled, machine }) {
  if (isRecent(bundled)) return { kind: "bundled" };
  const recent = machine.find(({ version }) => isRecent(version));
  if (recent !== undefined) return { kind: "machine", ...recent };
  const found = machine.map(({ path, version }) =>
    version === undefined ? `${path}, which does not start` : `${version} (${path})`,
  );
  return { kind: "none", found: found.length === 0 ? "none" : found.join(", ") };
}

/** The linker that programs for a usual Linux ask for, or `undefined` where none is known. */
export function usualLinker({ platform, arch }) {
  if (platform !== "linux") return undefined;
  return { x64: "/lib64/ld-linux-x86-64.so.2", arm64: "/lib/ld-linux-aarch64.so.1" }[arch];
}

/**
 * Whether programs that npm brings are worth fetching: on NixOS and with musl they cannot start, and the
 * project's Node alone is 120 MB. NixOS puts a stub in the linker's place, whose only work is to say so.
 *
 * @param linker where the usual linker leads to, `undefined` where there is none.
 */
export function startsForeignPrograms({ platform, arch, linker }) {
  if (usualLinker({ platform, arch }) === undefined) return true;
  return linker !== undefined && !linker.includes("stub-ld");
}
