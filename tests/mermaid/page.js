/** Parses and draws each diagram; answers what Mermaid said and the text it drew, by node and by edge. */
async (diagrams) => {
  const words = (element) => [...element.querySelectorAll("tspan.text-outer-tspan")].map((row) => row.textContent).join(" ");
  const answers = [];
  for (const [number, source] of diagrams.entries()) {
    try {
      await mermaid.parse(source);
      const { text, restore } = withStandIns(source);
      const { svg } = await mermaid.render(`drawing${number}`, text);
      const holder = document.createElement("div");
      holder.innerHTML = restore(svg);
      const scripts = holder.querySelectorAll("script, foreignObject, img").length;
      const nodes = {};
      for (const node of holder.querySelectorAll("g.node")) {
        nodes[node.id.replace(/^.*?flowchart-/, "").replace(/-\d+$/, "")] = words(node);
      }
      const edges = [...holder.querySelectorAll("g.edgeLabel")].map(words);
      answers.push({ nodes, edges, scripts });
    } catch (error) {
      answers.push({ error: String(error) });
    }
  }
  return answers;
};
