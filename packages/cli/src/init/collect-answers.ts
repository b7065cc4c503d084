import { type Checked, type Diagnostic, quote } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { type InitAnswers, isMac, type LookedMachine, unseenMachine } from "@fleet/project/init";
import { createProblem } from "@fleet/project/internal";
import { askHost } from "./ask-host.ts";
import { askPeople, askUids } from "./ask-people.ts";
import { askSecrets } from "./ask-secrets.ts";
import { fitPeople, proposeHost, proposePeople } from "./default-answers.ts";
import type { GivenAnswers } from "./given-answers.ts";
import { keyFileProblem, type MintedKey, mintKey } from "./operator-key.ts";
import type { Prompts } from "./prompts.ts";

/** All that is known before a fleet is planned. */
export interface CollectedAnswers {
  readonly answers: InitAnswers;
  /** A key whose private half is to be written. */
  readonly mintedKey: MintedKey | undefined;
}

/** What answers come from. */
export interface AnswerSources {
  readonly world: World;
  readonly given: GivenAnswers;
  readonly looked: LookedMachine;
  /** Whether what was looked at is the machine that this runs on. */
  readonly isOwn: boolean;
  readonly root: string;
}

/** Asks for what the command line leaves open; without prompts, what is proposed stands. */
export async function collectAnswers(
  sources: AnswerSources,
  prompts: Prompts | undefined,
): Promise<Checked<CollectedAnswers>> {
  return prompts === undefined ? await takeProposed(sources) : await askAll(sources, prompts);
}

async function askAll(
  sources: AnswerSources,
  prompts: Prompts,
): Promise<Checked<CollectedAnswers>> {
  const { world, given, root } = sources;
  for (const note of sources.looked.notes) prompts.tell(note);
  const isFirst =
    !sources.isOwn ||
    sources.looked.notes.length === 0 ||
    (await prompts.agree({ text: "Is this machine the first of the fleet?", proposed: true }));
  const looked = isFirst ? sources.looked : unseenMachine;
  const host = await askHost(prompts, given, proposeHost(given, looked));
  const proposed = proposePeople(world, given, looked);
  const named = await askPeople(prompts, given, { proposed, homeProfile: host.homeProfile });
  const people = isMac(host.system) ? await askUids(prompts, named) : named;
  const key = await askSecrets(prompts, world, { given, root });
  return await finish(sources, { host, people, operatorKey: key.recipient }, key.newFile);
}

async function takeProposed(sources: AnswerSources): Promise<Checked<CollectedAnswers>> {
  const { world, given, looked } = sources;
  const { id, system, ...host } = proposeHost(given, looked);
  const [admin, ...others] = proposePeople(world, given, looked);
  const missing: Diagnostic[] = [];
  const miss = (what: string, help: string) =>
    missing.push(createProblem("bad-answer", `Nobody says ${what}.`, { help }));
  if (id === undefined) miss("what the machine is called", "Name it: --host mini");
  if (system === undefined) miss("what system it has", "Say it: --system x86_64-linux");
  if (admin === undefined) miss("who looks after it", 'Name somebody: --admin "keith=Keith Kay"');
  const unnumbered = [admin, ...others].find(
    (person) => person?.isAdmin && person.uid === undefined,
  );
  if (system !== undefined && isMac(system) && unnumbered !== undefined) {
    const help = `On the Mac, id -u ${unnumbered.id} prints it: --uid ${unnumbered.id}=501`;
    miss(`which uid ${unnumbered.id} has on the Mac`, help);
    return { ok: false, diagnostics: missing };
  }
  if (id === undefined || system === undefined || admin === undefined) {
    return { ok: false, diagnostics: missing };
  }
  const answers = {
    host: { ...host, id, system },
    people: [admin, ...others] as const,
    operatorKey: given.operatorKey,
  };
  return await finish(sources, answers, given.newOperatorKey);
}

async function finish(
  { world, root }: AnswerSources,
  answers: InitAnswers,
  newKeyFile: string | undefined,
): Promise<Checked<CollectedAnswers>> {
  const { host, operatorKey } = answers;
  const [first, ...others] = fitPeople(answers.people, host.system);
  const people = [first ?? answers.people[0], ...others] as const;
  const ids = people.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) {
    const message = `${quote(twice)} is named twice.`;
    return { ok: false, diagnostics: [createProblem("bad-answer", message, {})] };
  }
  if (newKeyFile === undefined) {
    const value = { answers: { host, people, operatorKey }, mintedKey: undefined };
    return { ok: true, value, diagnostics: [] };
  }
  const problem = keyFileProblem(world, newKeyFile, root);
  if (problem !== undefined) {
    const message = `${quote(newKeyFile)} cannot take a private key. ${problem}`;
    const help =
      "Name another file: --new-operator-key FILE. A key that is there is taken by its public half: --operator-key age1…";
    return { ok: false, diagnostics: [createProblem("bad-answer", message, { help })] };
  }
  const minted = await mintKey(world, newKeyFile);
  if (!minted.ok) return minted;
  return {
    ok: true,
    value: {
      answers: { host, people, operatorKey: minted.value.recipient },
      mintedKey: minted.value,
    },
    diagnostics: [],
  };
}
