// Runs before the first paint, so that a dark page never flashes white. A file of its own: the content policy allows no inline script.
(function () {
  var stored = null;
  try {
    stored = window.localStorage.getItem("arboretum-color-scheme");
  } catch (error) {
    // Storage can be closed to us (private windows); the system's choice is used then.
  }
  var scheme = stored === "light" || stored === "dark" ? stored : "auto";
  var dark = scheme === "auto" ? window.matchMedia("(prefers-color-scheme: dark)").matches : scheme === "dark";
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
