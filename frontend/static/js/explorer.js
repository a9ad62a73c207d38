/** The GraphQL explorer of development settings. GraphiQL and React come from this site (static/vendor/graphiql). */

const { React, ReactDOM, GraphiQL } = /** @type {any} */ (globalThis);

/** @param {{query: string, variables?: object, operationName?: string}} request */
async function fetcher(request) {
  const response = await fetch("/graphql/", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify(request),
  });
  return response.json();
}

const welcome = `# POP's API. Ctrl-Enter runs this; the book icon on the left shows the schema.
{
  limits { depth cost }
}
`;

ReactDOM.createRoot(document.getElementById("explorer")).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: welcome, disableTabs: true }),
);
