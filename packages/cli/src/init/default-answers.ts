import { type System, systems } from "@fleet/core/internal";
import type { World } from "@fleet/project";
import {
  answerProblems,
  currentRelease,
  findOwnKeys,
  type InitHost,
  type InitPerson,
  isMac,
  type LookedAccount,
  type LookedMachine,
  orderAccounts,
  personOf,
  proposeProfile,
  proposeSettings,
} from "@fleet/project/init";
import type { GivenAnswers, GivenPerson } from "./given-answers.ts";

/** What is proposed for the first host, as far as something is. */
export interface ProposedHost extends Omit<InitHost, "id" | "system"> {
  readonly id: string | undefined;
  readonly system: System | undefined;
}

/** What the machine and the command line say of the host. */
export function proposeHost(given: GivenAnswers, looked: LookedMachine): ProposedHost {
  const system = systems.find((one) => one === given.system) ?? looked.system;
  const isOther = looked.system !== undefined && system !== looked.system;
  // What was looked at is another machine than the one that is meant.
  const { formFactor, hardware, nvidia, sshHostKey } = isOther ? {} : looked;
  return {
    id: given.host ?? looked.hostName,
    system,
    stateVersion: given.stateVersion ?? looked.settings.stateVersion ?? currentRelease,
    formFactor,
    hardware: hardware ?? {},
    nvidia,
    homeProfile: given.profile ?? proposeProfile({ formFactor }),
    hardwareFile:
      given.hardwareFile === false ? undefined : (given.hardwareFile ?? looked.hardwareFile),
    sshHostKey,
    settings: system === undefined ? new Map() : proposeSettings(looked, system),
  };
}

/** The people that a machine has, whoever runs this first, with what the command line says of them. */
export function proposePeople(
  world: World,
  given: GivenAnswers,
  looked: LookedMachine,
): readonly InitPerson[] {
  const { environment } = world;
  const me = environment["SUDO_USER"] ?? environment["USER"];
  const accounts = orderAccounts(looked.accounts, given.admin?.login ?? me);
  const known = new Map(accounts.map((account) => [account.login, account]));
  const named = [given.admin, ...given.users].filter((person) => person !== undefined);
  const people =
    named.length > 0 ? named.map((person) => join(person, known)) : accounts.map(personOf);
  const own = people.length === 0 && isUsableLogin(me) ? [createPerson({ login: me })] : people;
  const hasAdmin = given.admin !== undefined || named.length === 0;
  return own.map((person, index) => {
    const isPrimary = index === 0 && hasAdmin;
    const keys = given.sshKeys.get(person.id) ?? (isPrimary ? given.sshKeys.get("") : undefined);
    const found = isPrimary && person.id === me ? findOwnKeys(world) : [];
    return {
      ...person,
      isAdmin: person.isAdmin || isPrimary,
      uid: given.uids.get(person.id) ?? (isPrimary ? given.uids.get("") : undefined) ?? person.uid,
      sshKeys: keys ?? (person.sshKeys.length > 0 ? person.sshKeys : found),
      homeProfile: given.profiles.get(person.id),
    };
  });
}

/** Somebody of whom no more is known than what is given. */
export function createPerson({
  login,
  fullName,
  email,
}: Partial<GivenPerson> & { readonly login: string }): InitPerson {
  return {
    id: login,
    fullName,
    email: email === "" ? undefined : email,
    isAdmin: false,
    uid: undefined,
    shell: undefined,
    sshKeys: [],
    homeProfile: undefined,
  };
}

function join(person: GivenPerson, known: ReadonlyMap<string, LookedAccount>): InitPerson {
  const account = known.get(person.login);
  const created = createPerson(person);
  if (account === undefined) return created;
  const looked = personOf(account);
  return { ...looked, fullName: created.fullName ?? looked.fullName, email: created.email };
}

function isUsableLogin(login: string | undefined): login is string {
  return login !== undefined && answerProblems.login(login) === undefined;
}

/** Whether a shell has to be said; on Macs it is the account's own. */
export function fitPeople(people: readonly InitPerson[], system: System): readonly InitPerson[] {
  return isMac(system) ? people.map((person) => ({ ...person, shell: undefined })) : people;
}
