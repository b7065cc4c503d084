export { createProblem, projectCodes } from "./codes.ts";
export { computeFleet } from "./compute/computed-fleet.ts";
export { type DeclaredFleet, declareFleet } from "./compute/declared-fleet.ts";
export { quoteJson } from "./config-text/style/notations.ts";
export { readPublicHalf } from "./deploy/private-key.ts";
export { type GitAnswer, runGit } from "./disk/ask-git.ts";
export { createWhole, prepareFile } from "./disk/atomic-write.ts";
export { asBuffer, decodeText, encodeText } from "./disk/bytes.ts";
export { readClanTree } from "./disk/clan-tree.ts";
export { compareFiles, type FileChange, isDrift } from "./disk/file-changes.ts";
export { isSource, readStamp, stampFile } from "./disk/file-stamp.ts";
export { findFlakeFolder, findRepository, findRepositoryOf } from "./disk/git-folder.ts";
export { readAtHead } from "./disk/git-head.ts";
export { nameTemporary, readTemporary, type Temporary } from "./disk/leftovers.ts";
export { pathInside, readLocalFile } from "./disk/local-file.ts";
export { findNixFile, readNixFunction } from "./disk/nix-library.ts";
export { listOddEntries, listRootFiles, type OddEntry } from "./disk/root-files.ts";
export { listSubmodules, type Submodule } from "./disk/submodules.ts";
export { listTrackedFiles } from "./disk/tracked-files.ts";
export { writeChanges } from "./disk/write-files.ts";
export { isOfDeclaration } from "./disk-errors.ts";
export { countOf, examined, shortenHome } from "./doctor/examined-row.ts";
export {
  type EditorGuide,
  type EditorSetup,
  type EditorTexts,
  setUpEditor,
} from "./editor/editor-setup.ts";
export { checkTypesVersion } from "./editor/types-version.ts";
export { type FindingGroups, orderFindings } from "./finding-order.ts";
export { currentRelease } from "./init/propose-answers.ts";
export { findConfigFile, type SearchPlace } from "./load/config-file.ts";
export { findDifference } from "./load/plain-difference.ts";
export { copyPlain } from "./load/plain-value.ts";
export { parseLock, readLockFile, renderLock, writeLockParts } from "./lock/lock-file.ts";
export { lockPath } from "./lock/lock-text.ts";
export { movesOf } from "./lock/moved-lock.ts";
export { type ComparedOutput, compareOutput, isUnseen } from "./output-findings.ts";
export { addFindings, locateInConfig } from "./project.ts";
export { listMovedSecretFiles } from "./strays/moved-secrets.ts";
export { findStrays, lookAtStrays } from "./strays/stray-files.ts";
export { listUnmentioned } from "./strays/unmentioned.ts";
export { reportUids } from "./uids/uid-findings.ts";
export { findProgram } from "./world/find-program.ts";
export type { FolderWatch, WatchFolders } from "./world/folder-watch.ts";
export { type PlannedFiles, withPlannedFiles } from "./world/planned-files.ts";
export { type RecordedWorld, recordWorld } from "./world/recorded-world.ts";
export {
  listChanged,
  placesOf,
  type SeenPath,
  seeAgain,
  type WatchedPlaces,
} from "./world/seen-path.ts";
export { isUnrun } from "./world/unrun-scripts.ts";
