import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const backend = process.env.BACKEND_URL ?? "http://127.0.0.1:8000";

const DECODERS = {
  draco: ["draco/gltf/draco_wasm_wrapper.js", "draco/gltf/draco_decoder.wasm", "draco/gltf/draco_decoder.js"],
  basis: ["basis/basis_transcoder.js", "basis/basis_transcoder.wasm"],
};

/** The decoders of compressed 3D models under the names that three's loaders ask for, so that no CDN is asked. */
function decoders(): Plugin {
  const libs = new URL("./node_modules/three/examples/jsm/libs/", import.meta.url);
  return {
    name: "decoders",
    generateBundle() {
      for (const [folder, files] of Object.entries(DECODERS)) {
        for (const file of files) {
          const name = file.slice(file.lastIndexOf("/") + 1);
          this.emitFile({ type: "asset", fileName: `assets/decoders/${folder}/${name}`, source: readFileSync(new URL(file, libs)) });
        }
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), decoders()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // changeOrigin is off, so the server sees one origin and its same-origin check holds in development too.
  server: {
    proxy: {
      "/api": { target: backend, changeOrigin: false },
      "/static": { target: backend, changeOrigin: false },
      "/ws": { target: backend.replace(/^http/, "ws"), ws: true, changeOrigin: false },
    },
  },
  build: {
    target: "es2022",
    assetsDir: "assets",
    // Fonts and images stay files: the content policy allows data: for images only.
    assetsInlineLimit: 0,
    // Charts and 3D models load with the first page that shows one.
    chunkSizeWarningLimit: 1100,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["./src/test-setup.ts"],
    // One browser stand-in for all files: making one per file took longer than the tests themselves.
    isolate: false,
    restoreMocks: true,
  },
});
