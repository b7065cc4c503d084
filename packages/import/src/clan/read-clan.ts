import { parseSshPublicKey } from "@fleet/core/internal";
import { compareNames, type Diagnostic, type Outcome, quote } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { pathInside, readClanTree } from "@fleet/project/internal";
import { importCodes } from "../codes.ts";
import type { FoundFleet } from "../found/found-fleet.ts";
import type { FoundKeys } from "../found/found-keys.ts";
import { isRecord } from "../json-record.ts";
import type { LeftItem } from "../proposal/proposal.ts";
import type { SurveyedFlake } from "../survey/survey-flake.ts";
import { askInventory } from "./ask-inventory.ts";
import { listClanAccounts } from "./clan-accounts.ts";
import { type ClanFiles, findClanFiles } from "./clan-files.ts";
import { hostOfMachine } from "./clan-hosts.ts";
import { listLeftOfClan } from "./clan-left.ts";
import { listClanOwners } from "./clan-owners.ts";
import { createOwnFiles } from "./own-files.ts";
import { bareMachine, type ClanInventory, readInventory } from "./read-inventory.ts";

/** What a repository has of clan. */
export interface FoundClan {
  /** Machines with their tags and targets, and the people whom its users service makes. */
  readonly fleet: FoundFleet;
  readonly keys: FoundKeys;
  /** The folder of `sops` and `vars` from the root, `"."` for itself; undefined without. */
  readonly folder: string | undefined;
  readonly left: readonly LeftItem[];
  /** How much was found. Default: not counted. */
  readonly counts?: ClanCounts | undefined;
}

/** How much a repository has of clan. */
interface ClanCounts {
  readonly machines: number;
  readonly instances: number;
  /** Accounts on machines, root's among them. */
  readonly accounts: number;
  /** Users and machines with a key, and the groups of them. */
  readonly keyOwners: number;
  readonly groups: number;
  /** Encrypted files, of `clan secrets` and of vars. */
  readonly secrets: number;
}

/** Reads clan's inventory, with Nix where there is a flake to ask, and its keys; undefined where there is nothing of clan. */
export async function readClan(
  world: World,
  root: string,
  flake: SurveyedFlake | undefined,
): Promise<Outcome<FoundClan | undefined>> {
  const inner = flake === undefined ? undefined : pathInside(root, flake.directory);
  const flakeFile = inner === undefined ? "flake.nix" : `${inner}/flake.nix`;
  const files = findClanFiles(world.disk, root, flakeFile);
  if (files.folder === undefined && !files.isNamed) return { value: undefined, diagnostics: [] };
  const asked =
    flake === undefined || !files.isNamed
      ? { value: undefined, diagnostics: [] }
      : await askInventory(flake);
  const isKnown = asked.value !== undefined;
  const onDisk = isKnown ? undefined : readInventoryFile(files);
  const inventory = isKnown
    ? readInventory(asked.value)
    : addFolders(readInventory(onDisk?.value), files);
  const tree =
    files.folder === undefined ? undefined : readClanTree(world.disk, root, files.folder);
  const isEmpty = inventory.machines.length + inventory.instances.length === 0;
  if (!isKnown && tree === undefined && isEmpty) {
    return { value: undefined, diagnostics: asked.diagnostics };
  }
  const file = isKnown ? flakeFile : inventoryPath(files);
  const own = createOwnFiles(files.paths, files.readText);
  const accounts = listClanAccounts(inventory, { own, file });
  const readHostKey = (machine: string) => readVarsHostKey(files, machine);
  const wanted = new Set(flake?.names);
  const hosts = inventory.machines
    .filter(({ name }) => wanted.size === 0 || wanted.has(name))
    .map((machine) => hostOfMachine(machine, { users: accounts.users, readHostKey }));
  const owners = tree === undefined ? undefined : listClanOwners(tree);
  const value: FoundClan = {
    fleet: { hosts, homes: [] },
    keys: { owners: owners?.value ?? [] },
    folder: files.folder === undefined ? undefined : files.folder.slice(0, -1) || ".",
    left: [...listLeftOfClan(inventory, accounts, file), ...files.otherFolders.map(describeOther)],
    counts: {
      machines: hosts.length,
      instances: inventory.instances.length,
      accounts: hosts.reduce((sum, { users }) => sum + users.length, 0),
      keyOwners: owners?.value.length ?? 0,
      groups: tree?.groups.size ?? 0,
      secrets: tree?.secrets.size ?? 0,
    },
  };
  const diagnostics = [asked, onDisk, owners].flatMap((stage) => stage?.diagnostics ?? []);
  return { value, diagnostics };
}

function inventoryPath({ folder = "" }: ClanFiles): string {
  return `${folder}inventory.json`;
}

/** The inventory that clan's own command writes beside what is declared in Nix. */
function readInventoryFile(files: ClanFiles): Outcome<unknown> {
  const file = inventoryPath(files);
  const text = files.readText(file);
  if (text === undefined) return { value: undefined, diagnostics: [] };
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return { value, diagnostics: [] };
  } catch {
    // What is no JSON is told like what is no object.
  }
  const diagnostics: Diagnostic[] = [
    importCodes.create("unread-inventory", `${quote(file)} is no object of JSON.`, {
      file,
      help: "Restore what clan wrote there, or go on: machines are known by their folders.",
    }),
  ];
  return { value: undefined, diagnostics };
}

/** Clan takes every folder in `machines` for a machine, whether it has a module or not. */
function addFolders(inventory: ClanInventory, { paths, folder = "" }: ClanFiles): ClanInventory {
  const known = new Set(inventory.machines.map(({ name }) => name));
  const start = `${folder}machines/`;
  const names = new Set<string>();
  for (const path of paths) {
    const [name, ...inner] = path.startsWith(start) ? path.slice(start.length).split("/") : [];
    if (name !== undefined && inner.length > 0 && !known.has(name)) names.add(name);
  }
  const machines = [...inventory.machines, ...[...names].map(bareMachine)];
  return { ...inventory, machines: machines.sort((a, b) => compareNames(a.name, b.name)) };
}

/** Where the sshd service puts the key that it generates (`clanServices/sshd`). */
function readVarsHostKey({ readText, folder }: ClanFiles, machine: string): string | null {
  if (folder === undefined) return null;
  const path = `${folder}vars/per-machine/${machine}/openssh/ssh.id_ed25519.pub/value`;
  const line = readText(path)?.trim() ?? "";
  return parseSshPublicKey(line).ok ? line : null;
}

function describeOther(folder: string): LeftItem {
  return {
    kind: "clan-folder",
    about: folder.slice(0, -1),
    message: `${quote(folder.slice(0, -1))} looks like the folder of another clan, and a declaration names one.`,
    help: `Keep it as it is: its files need a rule of their own, or \`ignore: [${JSON.stringify(`${folder}**`)}]\`.`,
    files: [],
  };
}
