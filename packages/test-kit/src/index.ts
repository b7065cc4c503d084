export {
  git,
  type Run,
  runFleet,
  type TestFiles,
  testdir,
  testRepository,
  writeFiles,
} from "./testdir.ts";
