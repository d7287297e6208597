import { type MantineColorsTuple, createTheme } from "@mantine/core";

const green: MantineColorsTuple = [
  "#eef7f1",
  "#d8ebdf",
  "#b2d8c0",
  "#84c19b",
  "#58a577",
  "#38895a",
  "#23724a",
  "#17593a",
  "#11482f",
  "#0a3321",
];

const gray: MantineColorsTuple = [
  "#f7f8f7",
  "#eff2f0",
  "#e4e8e5",
  "#d5dbd7",
  "#bcc4be",
  "#929b95",
  "#626c65",
  "#49514c",
  "#313833",
  "#1a1f1c",
];

const dark: MantineColorsTuple = [
  "#dde3df",
  "#bec7c1",
  "#98a39c",
  "#78837c",
  "#343c37",
  "#29302c",
  "#1d2320",
  "#151a17",
  "#0f1311",
  "#0a0d0b",
];

export const theme = createTheme({
  primaryColor: "green",
  primaryShade: { light: 7, dark: 6 },
  colors: { green, gray, dark },
  white: "#ffffff",
  black: "#1a1f1c",
  fontFamily: '"Inter Variable", ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  defaultRadius: "sm",
  headings: {
    fontWeight: "620",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.3" },
      h2: { fontSize: "1.0625rem", lineHeight: "1.35" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.4" },
      h4: { fontSize: "0.875rem", lineHeight: "1.4" },
    },
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, transitionProps: { duration: 100 } } },
    Modal: {
      defaultProps: { transitionProps: { duration: 120, transition: "fade" }, centered: true },
      styles: { title: { fontSize: "1.0625rem", fontWeight: 620 } },
    },
    InputWrapper: { styles: { label: { marginBottom: 4 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: "md" } },
    // Without Mantine's placeholder, a menu holds nothing but its items, and opening it leads to the first.
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: "md", withInitialFocusPlaceholder: false } },
    Badge: { defaultProps: { radius: "sm", tt: "none", fw: 500 } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
  },
});
