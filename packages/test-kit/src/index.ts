export { testReadmeExample } from "./readme-example.ts";
export {
  git,
  type Run,
  spawnSource,
  type TestFiles,
  testdir,
  testRepository,
  writeFiles,
} from "./testdir.ts";
