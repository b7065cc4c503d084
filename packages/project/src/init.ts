export { answerProblems } from "./init/answer-problems.ts";
export {
  type InitAnswers,
  type InitHost,
  type InitPerson,
  isMac,
} from "./init/init-answers.ts";
export { type PlacedFile, placeFiles, writeNewFiles } from "./init/place-files.ts";
export { declarationPath, planInit } from "./init/plan-init.ts";
export {
  currentRelease,
  orderAccounts,
  personOf,
  proposeProfile,
  proposeSettings,
} from "./init/propose-answers.ts";
export { proveInit } from "./init/prove-init.ts";
export { findStartingPlace, type StartingPlace } from "./init/starting-place.ts";
export { startRepository, trackFiles } from "./init/track-files.ts";
export { lookAtMachine } from "./machine/look-at-machine.ts";
export {
  type LookedAccount,
  type LookedMachine,
  type LookedSettings,
  unseenMachine,
} from "./machine/looked-machine.ts";
export { findOwnKeys } from "./machine/own-keys.ts";
