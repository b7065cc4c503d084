import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/{index,internal}.ts"],
  format: "esm",
  platform: "node",
  dts: true,
  clean: true,
});
