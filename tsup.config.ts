import { defineConfig } from "tsup";

export default defineConfig({
  entry: [
    "src/{index,internal,access,codes,deploy,init,ledger,plan,record}.ts",
    "src/node/index.ts",
  ],
  format: "esm",
  platform: "node",
  dts: true,
  clean: true,
});
