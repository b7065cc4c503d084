import { type Diagnostic, describeThrown, quote } from "@fleet/diagnostics";
import { systemCode } from "@fleet/project";
import { answerProblems } from "@fleet/project/init";
import { createProblem, decodeText } from "@fleet/project/internal";
import { resolve } from "pathe";
import type { Invocation } from "../command/command.ts";

/** A person as an option names them. */
export interface GivenPerson {
  readonly login: string;
  readonly fullName: string | undefined;
  readonly email: string | undefined;
}

/** What the command line answers already; undefined is what it leaves open. */
export interface GivenAnswers {
  readonly host: string | undefined;
  readonly system: string | undefined;
  readonly stateVersion: string | undefined;
  /** The text of the hardware file; false where there is to be none. */
  readonly hardwareFile: string | false | undefined;
  readonly admin: GivenPerson | undefined;
  readonly users: readonly GivenPerson[];
  readonly profile: string | undefined;
  /** Profiles and keys of people, by login; the keys under "" are the admin's. */
  readonly profiles: ReadonlyMap<string, string>;
  readonly sshKeys: ReadonlyMap<string, readonly string[]>;
  /** The uids that accounts have already, likewise. */
  readonly uids: ReadonlyMap<string, number>;
  readonly operatorKey: string | undefined;
  /** The file for the private half of a new operator key: absolute. */
  readonly newOperatorKey: string | undefined;
}

/** Reads what the options answer. */
export function readGivenAnswers(invocation: Invocation): {
  readonly given: GivenAnswers;
  readonly problems: readonly Diagnostic[];
} {
  const { options, lists, world } = invocation;
  const problems: Diagnostic[] = [];
  const refuse = (option: string, value: string, why: string) => {
    // A key is nobody's to see again.
    const shown = /key/.test(option) ? "" : ` ${quote(value)}`;
    problems.push(createProblem("bad-answer", `--${option}${shown} cannot be taken. ${why}`, {}));
  };
  const read = (option: string, kind: keyof typeof answerProblems) => {
    const value = options.get(option);
    if (value === undefined || value === true) return undefined;
    const why = answerProblems[kind](value);
    if (why !== undefined) refuse(option, value, why);
    return value;
  };
  const readPerson = (option: string, value: string): GivenPerson => {
    const person = parsePerson(value);
    const why =
      answerProblems.login(person.login) ??
      answerProblems.fullName(person.fullName ?? "") ??
      answerProblems.email(person.email ?? "");
    if (why !== undefined) refuse(option, value, why);
    return person;
  };
  const readFile = (option: string, path: string) => {
    try {
      return decodeText(world.disk.read(resolve(world.folder, path)));
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
      refuse(option, path, `It cannot be read: ${describeThrown(error)}`);
      return "";
    }
  };
  const sshKeys = new Map<string, string[]>();
  for (const value of lists.get("ssh-key") ?? []) {
    const [login, key] = splitOwner(value);
    const list = sshKeys.get(login) ?? [];
    sshKeys.set(login, list);
    if (key === "none") continue;
    const isLine = /^\S+\s+\S/.test(key);
    const line = isLine ? key : readFile("ssh-key", key).trim();
    const why = line === "" ? undefined : answerProblems.sshKey(line);
    if (why !== undefined) refuse("ssh-key", value, why);
    if (line !== "") list.push(line);
  }
  const profiles = new Map<string, string>();
  for (const value of lists.get("user-profile") ?? []) {
    const [login, name] = splitOwner(value);
    const why = login === "" ? "It has the form LOGIN=NAME." : answerProblems.profile(name);
    if (why !== undefined) refuse("user-profile", value, why);
    profiles.set(login, name);
  }
  const uids = new Map<string, number>();
  for (const value of lists.get("uid") ?? []) {
    const [login, number] = splitOwner(value);
    const why = answerProblems.uid(number);
    if (why !== undefined) refuse("uid", value, why);
    uids.set(login, Number(number));
  }
  const hardware = options.get("hardware");
  const admin = options.get("admin");
  const newKey = options.get("new-operator-key");
  return {
    given: {
      host: read("host", "host"),
      system: read("system", "system"),
      stateVersion: read("state-version", "stateVersion"),
      hardwareFile:
        hardware === undefined || hardware === true
          ? undefined
          : hardware !== "none" && readFile("hardware", hardware),
      admin: typeof admin === "string" ? readPerson("admin", admin) : undefined,
      users: (lists.get("user") ?? []).map((value) => readPerson("user", value)),
      profile: read("profile", "profile"),
      profiles,
      sshKeys,
      uids,
      operatorKey: read("operator-key", "operatorKey"),
      newOperatorKey: typeof newKey === "string" ? resolve(world.folder, newKey) : undefined,
    },
    problems,
  };
}

/** `keith`, `keith=Keith Kay`, `keith=Keith Kay <keith@example.org>`. */
function parsePerson(text: string): GivenPerson {
  const end = text.indexOf("=");
  if (end < 0) return { login: text, fullName: undefined, email: undefined };
  const rest = text.slice(end + 1);
  const [, name = rest, email] = /^(.*?)\s*<([^<>]*)>\s*$/.exec(rest) ?? [];
  return { login: text.slice(0, end), fullName: name.trim() || undefined, email };
}

/** The key of a line holds blanks, so that an `=` in it is behind one. */
function splitOwner(text: string): [login: string, value: string] {
  const [, login = "", value = text] = /^([A-Za-z0-9_.-]+)=(.*)$/s.exec(text) ?? [];
  return [login, value];
}
