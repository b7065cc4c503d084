import { type Diagnostic, quote, suggestName } from "@fleet/diagnostics";
import { proposeForAgenix } from "../agenix/read-agenix.ts";
import { proposeForClan } from "../clan/propose-for-clan.ts";
import { importCodes } from "../codes.ts";
import { foldFleet } from "../fold/fold-fleet.ts";
import { leaveLostFiles } from "../fold/secrets/lost-files.ts";
import { assignOwners } from "../keys/assign-owners.ts";
import { proposeSecrets } from "../keys/propose-secrets.ts";
import { shareHostKeys } from "../keys/shared-host-keys.ts";
import type { Answers, Proposal, Question } from "../proposal/proposal.ts";
import type { ImportOptions } from "./import-options.ts";
import type { FoundSources } from "./read-sources.ts";

/** A proposal, and which of its questions are open. */
export interface AnsweredProposal {
  readonly proposal: Proposal;
  /** Every question that came up, in order; `answer` is undefined where nobody gave one. */
  readonly questions: readonly AnsweredQuestion[];
  /** What is wrong with the answers that were given. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A question, and what somebody said. */
export interface AnsweredQuestion extends Question {
  readonly answer: string | undefined;
}

/** An answer can bring up others, but not for ever. */
const rounds = 20;

/** Proposes a declaration for what was found, with the answers that there are, and asks for the others. */
export function proposeFleet(
  found: FoundSources,
  { answers: given = new Map(), ask }: Pick<ImportOptions, "answers" | "ask">,
): AnsweredProposal {
  const answers = new Map(given);
  const asked = new Map<string, Question>();
  let proposal = propose(found, answers);
  for (let round = 0; round < rounds; round++) {
    const open = proposal.questions.filter(({ id }) => !asked.has(id));
    for (const question of open) asked.set(question.id, question);
    const before = answers.size;
    for (const question of open) {
      if (answers.has(question.id)) continue;
      const answer = ask?.(question);
      if (answer !== undefined) answers.set(question.id, answer);
    }
    if (answers.size === before) break;
    proposal = propose(found, answers);
  }
  const questions = [...asked.values()].map((question) => ({
    ...question,
    answer: answers.get(question.id),
  }));
  return { proposal, questions, diagnostics: checkAnswers(given, asked) };
}

function propose({ fleet: found, sops, clan, agenix }: FoundSources, answers: Answers): Proposal {
  const { fleet, left: lost } =
    sops === undefined
      ? { fleet: found, left: [] }
      : leaveLostFiles(found, new Set([...sops.encrypted.keys(), ...sops.others]));
  const sources = [sops, clan?.keys, agenix?.keys].filter((keys) => keys !== undefined);
  const encrypted = sops?.encrypted ?? new Map<string, readonly string[]>();
  const { owners, questions } = shareHostKeys(assignOwners(sources, fleet), {
    fleet,
    encrypted,
    answers,
  });
  const folded = withQuestions(foldFleet({ fleet, owners, answers }), questions);
  // Whether clan says who reads its own secrets decides which files need a rule.
  const deployed = clan === undefined ? folded : proposeForClan(folded, clan);
  const ruled = sops === undefined ? deployed : proposeSecrets(deployed, sops);
  const other =
    agenix === undefined
      ? { proposal: ruled, left: [] }
      : proposeForAgenix(ruled, agenix, fleet.hosts);
  const left = [...other.proposal.left, ...lost, ...(clan?.left ?? []), ...other.left];
  return { ...other.proposal, left };
}

function withQuestions(proposal: Proposal, questions: readonly Question[]): Proposal {
  return { ...proposal, questions: [...proposal.questions, ...questions] };
}

function checkAnswers(given: Answers, asked: ReadonlyMap<string, Question>): readonly Diagnostic[] {
  return [...given].flatMap(([id, value]) => {
    const question = asked.get(id);
    if (question === undefined) {
      const message = `There is no question ${quote(id)}.`;
      const help =
        asked.size === 0
          ? "Nothing is asked about this fleet: leave --answer out."
          : suggestName(id, [...asked.keys()], "question");
      return importCodes.create("no-such-answer", message, { help });
    }
    const values = question.answers.map((answer) => answer.value);
    if (values.includes(value)) return [];
    const message = `${quote(value)} is no answer to ${quote(id)}.`;
    const help = `Choose one of ${values.join(", ")}.`;
    return importCodes.create("no-such-answer", message, { help });
  });
}
