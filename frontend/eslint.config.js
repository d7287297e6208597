import js from "@eslint/js";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

const features = [
  "breeding",
  "collection",
  "diagram",
  "experiments",
  "graph",
  "help",
  "jobs",
  "library",
  "login",
  "paper",
  "read-aloud",
  "search",
  "trees",
];

// What a feature may take from its neighbours; everything else that two features need lives in shared.
const allowed = {
  collection: ["diagram"],
  paper: ["diagram", "read-aloud"],
  breeding: ["diagram"],
  graph: ["diagram"],
  trees: ["breeding", "diagram", "read-aloud"],
};

const zones = [
  { target: "./src/shared", from: ["./src/features", "./src/app"], message: "shared knows no feature." },
  { target: "./src/features", from: "./src/app", message: "app strings features together, not the reverse." },
  ...features.map((feature) => ({
    target: `./src/features/${feature}`,
    from: "./src/features",
    except: [feature, ...(allowed[feature] ?? [])].map((name) => `./${name}`),
    message: "Features do not import each other; move what both need to shared.",
  })),
];

export default tseslint.config(
  { ignores: ["dist", "node_modules", "public", "src/shared/api/schema.d.ts"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [
      tseslint.configs.recommendedTypeChecked,
      importX.flatConfigs.recommended,
      importX.flatConfigs.typescript,
      jsxA11y.flatConfigs.recommended,
      reactHooks.configs.flat.recommended,
    ],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { project: ["./tsconfig.json", "./tsconfig.node.json"], tsconfigRootDir: import.meta.dirname },
    },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver({ project: "./tsconfig.json" })] },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": "error",
      "import-x/no-default-export": "error",
      "import-x/order": [
        "error",
        {
          groups: ["builtin", "external", "internal", "parent", "sibling", "index"],
          pathGroups: [{ pattern: "@/**", group: "internal" }],
          pathGroupsExcludedImportTypes: ["builtin"],
          alphabetize: { order: "asc" },
        },
      ],
      "max-lines": ["error", { max: 200 }],
    },
  },
  { files: ["vite.config.ts"], rules: { "import-x/no-default-export": "off" } },
);
