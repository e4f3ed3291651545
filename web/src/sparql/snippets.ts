// The same query from a program: copied, it gives the same answer.

export type Snippet = "curl" | "python" | "r";

const shell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export function snippet(kind: Snippet, query: string, origin: string): string {
  const address = `${origin}/sparql`;
  switch (kind) {
    case "curl":
      return `curl --silent ${address} --header 'Accept: text/csv' --header 'Content-Type: application/sparql-query' --data-binary ${shell(query)}`;
    case "python":
      return `import io, urllib.request\nimport pandas\n\nquery = r'''\n${query}\n'''\nrequest = urllib.request.Request("${address}", query.encode(), {"Accept": "text/csv", "Content-Type": "application/sparql-query"})\nprint(pandas.read_csv(io.BytesIO(urllib.request.urlopen(request).read())))\n`;
    case "r":
      return `library(httr)\n\nquery <- r"---(\n${query}\n)---"\nanswer <- POST("${address}", body = query, content_type("application/sparql-query"), accept("text/csv"))\nprint(read.csv(text = content(answer, "text", encoding = "UTF-8")))\n`;
  }
}
