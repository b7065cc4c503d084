import { testServer } from "./support/server-cases.ts";

testServer("TypeScript 6");
