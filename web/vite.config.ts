// How the page is built and served while working on it. The product is plain files in dist/.
import { defineConfig } from "vitest/config";
import type { Plugin } from "vite";
import { compressedTwins } from "./dev/compressed-twins.ts";

const server = process.env["KABAR_URL"] ?? "http://127.0.0.1:7979";

const fixtures = async (): Promise<Plugin> => (await import("./dev/fixture-server.ts")).fixtureServer();

export default defineConfig(async ({ mode }) => ({
  plugins: mode === "fixtures" ? [await fixtures()] : [compressedTwins({ scriptLimit: 120 * 1024 })],
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: mode === "fixtures" ? {} : { "/api": server, "/sparql": server, "/health": server },
  },
  preview: { host: "127.0.0.1", port: 4173 },
  test: { include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"] },
}));
