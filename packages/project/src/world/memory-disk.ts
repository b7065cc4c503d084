import { basename, dirname, join, normalize, resolve as resolvePath } from "pathe";
import { type Disk, type DiskEntry, type OpenFile, systemCode } from "./disk.ts";

/** What a disk in memory holds in the beginning: texts or bytes of files, by absolute path. */
export type MemoryFiles = Readonly<Record<string, string | Uint8Array>>;

interface Node {
  readonly kind: "file" | "folder" | "link";
  bytes: Uint8Array;
  /** Where a link leads. */
  readonly target: string;
  mode: number;
  owner: number;
  group: number;
  version: number;
}

/** A disk that is gone with the program. `links` are symbolic links, by absolute path. */
export function createMemoryDisk(
  files: MemoryFiles = {},
  links: Readonly<Record<string, string>> = {},
): Disk {
  const nodes = new Map<string, Node>();
  let changes = 0;
  const put = (path: string, node: Partial<Node> & Pick<Node, "kind">): Node => {
    changes += 1;
    const mode = node.kind === "folder" ? 0o755 : 0o644;
    const whole = {
      bytes: nothing,
      target: "",
      mode,
      owner: 0,
      group: 0,
      ...node,
      version: changes,
    };
    nodes.set(path, whole);
    return whole;
  };
  const makeFolder = (path: string, mode?: number) => {
    if (path !== "/" && !nodes.has(path)) makeFolder(dirname(path));
    const found = nodes.get(path);
    if (found === undefined) put(path, { kind: "folder", ...(mode === undefined ? {} : { mode }) });
    else if (found.kind === "file") throw systemError("EEXIST", "mkdir", path);
  };
  /** The path whose folders are real; where `isWhole`, also what it leads to itself. */
  const realPath = (path: string, isWhole: boolean, steps = 0): string => {
    if (steps > 40) throw systemError("ELOOP", "stat", path);
    const normal = normalize(path);
    if (normal === "/") return normal;
    const own = join(realPath(dirname(normal), true, steps + 1), basename(normal));
    const node = nodes.get(own);
    if (!isWhole || node?.kind !== "link") return own;
    return realPath(resolvePath(dirname(own), node.target), true, steps + 1);
  };
  const at = (path: string, isWhole: boolean) => nodes.get(realPath(path, isWhole));
  const need = (path: string, call: string, isWhole = true): Node => {
    const node = at(path, isWhole);
    if (node === undefined) throw systemError("ENOENT", call, path);
    return node;
  };
  const place = (path: string, call: string): string => {
    const real = realPath(path, false);
    if (nodes.get(dirname(real))?.kind !== "folder") throw systemError("ENOENT", call, path);
    return real;
  };
  const inside = (folder: string) => {
    const head = folder === "/" ? "/" : `${folder}/`;
    return [...nodes.keys()].filter((path) => path !== "/" && path.startsWith(head));
  };
  const read = (path: string): Uint8Array => {
    const node = need(path, "open");
    if (node.kind === "folder") throw systemError("EISDIR", "read", path);
    return node.bytes;
  };
  const create: Disk["create"] = (path, bytes, { mode } = {}) => {
    const real = place(path, "open");
    if (nodes.has(real)) throw systemError("EEXIST", "open", path);
    put(real, { kind: "file", bytes: bytes.slice(), ...(mode === undefined ? {} : { mode }) });
  };
  put("/", { kind: "folder" });
  for (const [path, contents] of Object.entries(files)) {
    makeFolder(dirname(path));
    const bytes = typeof contents === "string" ? new TextEncoder().encode(contents) : contents;
    put(path, { kind: "file", bytes });
  }
  for (const [path, target] of Object.entries(links)) {
    makeFolder(dirname(path));
    put(path, { kind: "link", target });
  }
  return {
    inspect: (path) => describe(at(path, false)),
    follow: (path) => {
      try {
        return describe(at(path, true));
      } catch (error) {
        if (systemCode(error) === "ELOOP") return undefined;
        throw error;
      }
    },
    versionOf: (path) => String(need(path, "lstat", false).version),
    resolve: (path) => {
      need(path, "realpath");
      return realPath(path, true);
    },
    readLink: (path) => {
      const node = need(path, "readlink", false);
      if (node.kind !== "link") throw systemError("EINVAL", "readlink", path);
      return node.target;
    },
    list: (folder) => {
      if (need(folder, "scandir").kind !== "folder")
        throw systemError("ENOTDIR", "scandir", folder);
      const real = realPath(folder, true);
      return inside(real).flatMap((path) => {
        const node = nodes.get(path);
        if (node === undefined || dirname(path) !== real) return [];
        return [{ name: basename(path), kind: node.kind }];
      });
    },
    read,
    open: (path) => {
      if (at(path, false)?.kind === "link") return "link";
      return openBytes(read(path));
    },
    isProgram: (path) => {
      const node = at(path, true);
      return node?.kind === "file" && (node.mode & 0o111) !== 0;
    },
    create,
    makeFolder: (path, mode) => makeFolder(realPath(path, true), mode),
    rename: (from, to) => {
      const [source, target] = [realPath(from, false), place(to, "rename")];
      const moved = need(from, "rename", false);
      for (const path of inside(source)) {
        const node = nodes.get(path);
        nodes.delete(path);
        if (node !== undefined) nodes.set(`${target}${path.slice(source.length)}`, node);
      }
      nodes.delete(source);
      nodes.set(target, moved);
    },
    link: (from, to) => {
      const target = place(to, "link");
      if (nodes.has(target)) return false;
      nodes.set(target, need(from, "link", false));
      return true;
    },
    copy: (from, to) => create(to, read(from)),
    remove: (path) => {
      const real = realPath(path, false);
      for (const inner of inside(real)) nodes.delete(inner);
      nodes.delete(real);
    },
    removeEmpty: (folder) => {
      const real = realPath(folder, false);
      if (nodes.get(real)?.kind !== "folder" || inside(real).length > 0) return false;
      return nodes.delete(real);
    },
    setAccess: (path, { mode, owner, group }) => {
      const node = need(path, "chmod");
      node.mode = mode;
      node.owner = owner ?? node.owner;
      node.group = group ?? node.group;
    },
    flush: (path) => {
      need(path, "fsync");
    },
  };
}

const nothing = new Uint8Array();

function describe(node: Node | undefined): DiskEntry | undefined {
  if (node === undefined) return undefined;
  const { kind, bytes, mode, owner, group } = node;
  return { kind, size: bytes.length, mode, owner, group };
}

/** An open file of bytes that are in memory. */
export function openBytes(bytes: Uint8Array): OpenFile {
  return {
    size: () => bytes.length,
    read: (into, position) => {
      const part = bytes.subarray(position, position + into.length);
      into.set(part);
      return part.length;
    },
    close: () => {},
  };
}

/** An error as the system would have it. */
function systemError(code: string, call: string, path: string): Error {
  const words: Readonly<Record<string, string>> = {
    EEXIST: "file already exists",
    EINVAL: "invalid argument",
    EISDIR: "illegal operation on a directory",
    ELOOP: "too many symbolic links encountered",
    ENOENT: "no such file or directory",
    ENOTDIR: "not a directory",
  };
  return Object.assign(new Error(`${code}: ${words[code]}, ${call} '${path}'`), { code });
}
