export type Shortcut = { keys: string[]; does: string };
export type ShortcutGroup = { title: string; shortcuts: Shortcut[] };

/** Every key that does something, by place. */
export const shortcutGroups: ShortcutGroup[] = [
  {
    title: "Everywhere",
    shortcuts: [
      { keys: ["/"], does: "To the search box" },
      { keys: ["?"], does: "This help" },
      { keys: ["g", "s"], does: "Search" },
      { keys: ["g", "l"], does: "Library" },
      { keys: ["g", "c"], does: "Collections" },
      { keys: ["g", "t"], does: "Trees" },
      { keys: ["g", "b"], does: "Breed" },
      { keys: ["g", "r"], does: "Graph" },
      { keys: ["g", "o"], does: "Topics" },
      { keys: ["g", "e"], does: "Experiments" },
      { keys: ["g", "j"], does: "Jobs" },
      { keys: ["Esc"], does: "Close what is open" },
    ],
  },
  {
    title: "In a diagram",
    shortcuts: [
      { keys: ["+"], does: "Larger" },
      { keys: ["-"], does: "Smaller" },
      { keys: ["0"], does: "Fit the whole diagram" },
      { keys: ["Wheel"], does: "Zoom where the pointer is" },
      { keys: ["Drag"], does: "Move" },
      { keys: ["Arrows"], does: "From node to node" },
      { keys: ["f"], does: "Full screen" },
      { keys: ["c"], does: "Fold or unfold what hangs below (or double-click)" },
      { keys: ["o"], does: "Only this branch, and back" },
      { keys: ["Enter"], does: "Open the node's papers and quotes" },
    ],
  },
  {
    title: "In the graph",
    shortcuts: [
      { keys: ["Arrows"], does: "From node to neighbour" },
      { keys: ["Enter"], does: "Expand or collapse a node, open a community (or double-click)" },
      { keys: ["+", "-", "0"], does: "Larger, smaller, fit" },
      { keys: ["p"], does: "Pin, or let go (dragging pins)" },
      { keys: ["Del"], does: "Take away" },
      { keys: ["s"], does: "Shortest path: pick two nodes" },
      { keys: ["l"], does: "Lasso" },
      { keys: ["a"], does: "Arrange anew" },
      { keys: ["q"], does: "Query console" },
      { keys: ["Ctrl", "z"], does: "Undo (with Shift: redo)" },
    ],
  },
];
