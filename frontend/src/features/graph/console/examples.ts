export interface Example {
  readonly title: string;
  readonly cypher: string;
}

/** Queries that answer on the starter library, from the plain to the less plain. */
export const EXAMPLES: readonly Example[] = [
  { title: "Papers by year", cypher: "MATCH (p:Paper)\nRETURN p.year AS year, count(p) AS papers\nORDER BY year" },
  {
    title: "Concepts that most papers hold",
    cypher: "MATCH (c:Concept)\nRETURN c.label AS concept, c.papers AS papers\nORDER BY papers DESC, concept\nLIMIT 15",
  },
  {
    title: "Concepts and what relates them",
    cypher: "MATCH (a:Concept)-[r:RELATES]->(b:Concept)\nRETURN a, r, b\nLIMIT 60",
  },
  {
    title: "Papers that share a concept",
    cypher:
      "MATCH (p:Paper)-[:MENTIONS]->(:Term)-[:RESOLVES_TO]->(c:Concept)<-[:RESOLVES_TO]-(:Term)<-[:MENTIONS]-(q:Paper)\nWHERE p.id < q.id\nRETURN p.label AS paper, q.label AS other, count(DISTINCT c) AS shared\nORDER BY shared DESC, paper, other\nLIMIT 20",
  },
  {
    title: "Authors of several papers",
    cypher: "MATCH (a:Author)-[w:WROTE]->(p:Paper)\nWITH a, count(p) AS papers\nWHERE papers > 1\nMATCH (a)-[w:WROTE]->(p:Paper)\nRETURN a, w, p",
  },
  {
    title: "Trees and the papers they are of",
    cypher: "MATCH (t:Tree)-[o:OF]->(p:Paper)\nRETURN t, o, p\nLIMIT 40",
  },
];
