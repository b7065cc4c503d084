import { quote } from "@fleet/diagnostics";
import { listOpenPaths } from "@fleet/secrets/internal";
import type { FoundOwner } from "../found/found-keys.ts";
import { kindOfText, kindOfWord, type OwnerKind } from "../owners/kind-words.ts";
import { type FoundSopsConfig, pathOfConfig } from "./sops-sources.ts";

/** Rules whose paths are alike but for one name. */
interface Alike {
  readonly kind: OwnerKind | undefined;
  readonly rules: Map<string, NamedRule>;
}

/** All that is said of one of the names. */
interface NamedRule {
  readonly ids: Set<string>;
  readonly path: string;
  readonly file: string;
  readonly line: number;
}

/**
 * Whose keys are by what they open: of rules that differ in one name alone, such as `hosts/mini.yaml` and
 * `hosts/nas.yaml`, the key that only one has is that one's.
 */
export function ownersByPaths(configs: readonly FoundSopsConfig[]): FoundOwner[] {
  return [...findAlike(configs).values()].flatMap(({ kind, rules }) => {
    if (rules.size < 2) return [];
    const counts = new Map<string, number>();
    for (const { ids } of rules.values()) {
      for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return [...rules].flatMap(([name, { ids, path, file, line }]) => {
      const own = [...ids].filter((id) => counts.get(id) === 1);
      if (own.length === 0 || own.length > 2) return [];
      const because = `it alone is for ${quote(path)}, and not for what is like it`;
      const told = { name, recipients: own, kind: kind ?? null, because, comment: "" };
      return [{ ...told, file, line, isGuess: true }];
    });
  });
}

function findAlike(configs: readonly FoundSopsConfig[]): Map<string, Alike> {
  const found = new Map<string, Alike>();
  for (const config of configs) {
    const file = pathOfConfig(config);
    for (const rule of config.config.rules) {
      const ids = rule.groups.flat();
      for (const path of listOpenPaths(rule) ?? []) {
        for (const { form, name, folders } of cutNames(path)) {
          const key = `${config.folder}\0${form}`;
          const alike: Alike = found.get(key) ?? { kind: kindOfFolders(folders), rules: new Map() };
          found.set(key, alike);
          const named = alike.rules.get(name) ?? { ids: new Set(), path, file, line: rule.line };
          for (const id of ids) named.ids.add(id);
          alike.rules.set(name, named);
        }
      }
    }
  }
  return found;
}

interface CutName {
  /** The path without the name. */
  readonly form: string;
  readonly name: string;
  readonly folders: readonly string[];
}

/** The names in a path that may be somebody's: each folder, and the name of the file without its extension. */
function cutNames(path: string): CutName[] {
  const segments = path.split("/");
  return segments.flatMap((segment, index) => {
    const isFile = index === segments.length - 1;
    const [, before = "", name = "", after = ""] =
      /^(\*[._-]?)?([A-Za-z0-9][\w.-]*?)((?:\.(?:ya?ml|json|env|ini|sops|enc|age|bin|key|txt|cfg))*\*?)$/.exec(
        segment,
      ) ?? [];
    const isNone =
      name === "" ||
      (!isFile && after !== "") ||
      usual.test(name) ||
      kindOfWord(name) !== undefined;
    if (isNone) return [];
    const folders = segments.slice(0, index);
    const form = [...folders, `${before}{}${after}`, ...segments.slice(index + 1)].join("/");
    return [{ form, name, folders }];
  });
}

/** Names of files and folders that are nobody's. */
const usual =
  /^(?:secrets?|shared|common|default|all|global|keys?|passwords?|modules?|services?|docs?|nix|config|vars|sops|age|private|public|test|terraform|tf|k8s)$/i;

function kindOfFolders(folders: readonly string[]): OwnerKind | undefined {
  return folders.toReversed().flatMap((folder) => kindOfText(folder) ?? [])[0];
}
