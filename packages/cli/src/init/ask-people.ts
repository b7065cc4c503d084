import { quote } from "@fleet/diagnostics";
import { answerProblems, type InitPerson } from "@fleet/project/init";
import { createPerson } from "./default-answers.ts";
import type { GivenAnswers } from "./given-answers.ts";
import type { Prompts } from "./prompts.ts";

/** Asks for the primary admin, for everybody whom the machine has, and for more people in a loop. */
export async function askPeople(
  prompts: Prompts,
  given: GivenAnswers,
  {
    proposed,
    homeProfile,
  }: { readonly proposed: readonly InitPerson[]; readonly homeProfile: string },
): Promise<readonly [InitPerson, ...InitPerson[]]> {
  const [first = createPerson({ login: "" }), ...others] = proposed;
  const admin = await askAdmin(prompts, given, { proposed, first });
  const people: InitPerson[] = [];
  const isTaken = (login: string) => [admin, ...people].some(({ id }) => id === login);
  for (const person of [first, ...others]) {
    if (person.id === "" || isTaken(person.id)) continue;
    const isNamed = given.users.some(({ login }) => login === person.id);
    const text = `${quote(person.id)} has an account on it${person.uid === undefined ? "" : `, uid ${person.uid}`}. Take it into the fleet?`;
    if (isNamed || (await prompts.agree({ text, proposed: true }))) people.push(person);
  }
  if (given.users.length > 0) return [admin, ...people];
  while (await prompts.agree({ text: "Another person?", proposed: false })) {
    people.push(await askPerson(prompts, { isTaken, homeProfile }));
  }
  return [admin, ...people];
}

/** Asks which uids admins have on a Mac, whose accounts macOS made: fleet can give none to them. */
export async function askUids(
  prompts: Prompts,
  [admin, ...others]: readonly [InitPerson, ...InitPerson[]],
): Promise<readonly [InitPerson, ...InitPerson[]]> {
  const ask = async (person: InitPerson): Promise<InitPerson> => {
    if (person.uid !== undefined || !person.isAdmin) return person;
    const answer = await prompts.askText({
      text: `Which uid has ${person.id} on it? id -u ${person.id} prints it; the first account has 501.`,
      proposed: person === admin ? "501" : undefined,
      check: answerProblems.uid,
    });
    return { ...person, uid: Number(answer) };
  };
  const first = await ask(admin);
  const asked: InitPerson[] = [];
  // One question after the other.
  for (const person of others) asked.push(await ask(person));
  return [first, ...asked];
}

async function askAdmin(
  prompts: Prompts,
  given: GivenAnswers,
  { proposed, first }: { readonly proposed: readonly InitPerson[]; readonly first: InitPerson },
): Promise<InitPerson> {
  if (given.admin !== undefined) return { ...first, isAdmin: true };
  const id = await prompts.askText({
    text: "Who looks after it? The login name of the admin.",
    proposed: first.id,
    check: answerProblems.login,
  });
  const known = proposed.find((person) => person.id === id) ?? createPerson({ login: id });
  const person = await askNames(prompts, known);
  return { ...person, isAdmin: true, sshKeys: await askKeys(prompts, given, person) };
}

async function askPerson(
  prompts: Prompts,
  { isTaken, homeProfile }: { isTaken: (login: string) => boolean; homeProfile: string },
): Promise<InitPerson> {
  const id = await prompts.askText({
    text: "Their login name?",
    check: (answer) =>
      answerProblems.login(answer) ?? (isTaken(answer) ? "That one is there already." : undefined),
  });
  const person = await askNames(prompts, createPerson({ login: id }));
  const isAdmin = await prompts.agree({ text: `Is ${id} an admin as well?`, proposed: false });
  const profile = await prompts.askText({
    text: "Which profile has their home?",
    proposed: homeProfile,
    check: answerProblems.profile,
  });
  return { ...person, isAdmin, homeProfile: profile === homeProfile ? undefined : profile };
}

async function askNames(prompts: Prompts, person: InitPerson): Promise<InitPerson> {
  const fullName = await prompts.askText({
    text: "The full name? It may stay empty.",
    proposed: person.fullName,
    check: answerProblems.fullName,
  });
  const email = await prompts.askText({
    text: "The e-mail address, for git? It may stay empty.",
    proposed: person.email,
    check: answerProblems.email,
  });
  return { ...person, fullName: fullName || undefined, email: email || undefined };
}

async function askKeys(
  prompts: Prompts,
  given: GivenAnswers,
  { id, sshKeys }: InitPerson,
): Promise<readonly string[]> {
  const named = given.sshKeys.get(id) ?? given.sshKeys.get("");
  if (named !== undefined) return named;
  if (sshKeys.length > 0) {
    const what = sshKeys.length === 1 ? "the SSH key" : `the ${sshKeys.length} SSH keys`;
    const names = sshKeys.map((key) => key.split(/\s+/).slice(2).join(" ") || "without a name");
    const text = `May ${what} in ~/.ssh log in (${names.join(", ")})?`;
    return (await prompts.agree({ text, proposed: true })) ? sshKeys : [];
  }
  const typed = await prompts.askText({
    text: "An SSH public key, as in ~/.ssh/id_ed25519.pub? It may stay empty.",
    check: (answer) => (answer === "" ? undefined : answerProblems.sshKey(answer)),
  });
  return typed === "" ? [] : [typed];
}
