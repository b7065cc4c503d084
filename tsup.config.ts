import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/{index,internal,codes,record}.ts"],
  format: "esm",
  platform: "node",
  dts: true,
  clean: true,
});
