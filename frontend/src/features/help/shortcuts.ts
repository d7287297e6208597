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
];
