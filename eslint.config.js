import tseslint from "typescript-eslint";

export default tseslint.config(
  // Everything else that is JavaScript here is made: the bundle, the library of charts, what tests and documentation build.
  { ignores: ["**/*.js", "build/", "docs/", "site/"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A number in a text is written as it is.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `node:test` starts each test by itself.
      "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: [{ from: "package", name: ["test"], package: "node:test" }] }],
    },
  },
);
