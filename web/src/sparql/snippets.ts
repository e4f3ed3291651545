// The same question from a program: copied, it gives the same answer.

export type Snippet = "curl" | "python" | "r";

/** A query of one's own, or the address of a named one. */
export type Asked = { query: string } | { path: string };

const shell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const HEADERS = { accept: "text/csv", type: "application/sparql-query" };

function posted(kind: Snippet, query: string, address: string): string {
  switch (kind) {
    case "curl":
      return `curl --silent ${address} --header 'Accept: ${HEADERS.accept}' --header 'Content-Type: ${HEADERS.type}' --data-binary ${shell(query)}`;
    case "python":
      return `import io, urllib.request\nimport pandas\n\nquery = r'''\n${query}\n'''\nrequest = urllib.request.Request("${address}", query.encode(), {"Accept": "${HEADERS.accept}", "Content-Type": "${HEADERS.type}"})\nprint(pandas.read_csv(io.BytesIO(urllib.request.urlopen(request).read())))\n`;
    case "r":
      return `library(httr)\n\nquery <- r"---(\n${query}\n)---"\nanswer <- POST("${address}", body = query, content_type("${HEADERS.type}"), accept("${HEADERS.accept}"))\nprint(read.csv(text = content(answer, "text", encoding = "UTF-8")))\n`;
  }
}

function fetched(kind: Snippet, address: string): string {
  switch (kind) {
    case "curl":
      return `curl --silent ${shell(address)}`;
    case "python":
      return `import pandas\n\nprint(pandas.read_csv("${address}"))\n`;
    case "r":
      return `print(read.csv("${address}", encoding = "UTF-8"))\n`;
  }
}

export const snippet = (kind: Snippet, asked: Asked, origin: string): string =>
  "query" in asked ? posted(kind, asked.query, `${origin}/sparql`) : fetched(kind, origin + asked.path);
