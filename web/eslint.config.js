import tseslint from "typescript-eslint";

export default tseslint.config(...tseslint.configs.strict, {
  files: ["page/**/*.ts"],
  rules: {
    "@typescript-eslint/no-non-null-assertion": "error",
    "no-console": "error",
    eqeqeq: "error",
  },
});
