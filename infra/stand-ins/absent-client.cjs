// Stands in a bundle for the client of a service that the function has no right to call (see step-rights.ts).
module.exports = new Proxy(
  {},
  {
    get: (_, name) =>
      class {
        constructor() {
          throw new Error(`this function has no right that needs ${String(name)}; see infra/step-rights.ts`);
        }
      },
  },
);
