export { testReadmeExample } from "./readme-example.ts";
export { sealedKey, sealedValue } from "./sealed-texts.ts";
export {
  git,
  type Run,
  spawnSource,
  type TestFiles,
  testdir,
  testRepository,
  writeFiles,
} from "./testdir.ts";
