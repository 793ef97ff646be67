// Runs before the first paint: says that scripts work, that the address asks for a list of its own,
// and puts on the scheme that the reader chose here earlier, so that the page never flashes in the
// other one. A classic script, because a module would come too late.
(() => {
  const root = document.documentElement;
  if (!("noModule" in HTMLScriptElement.prototype)) return;
  root.classList.add("js");
  if (location.search.length > 1) root.classList.add("filtered");
  // A script that does not come must leave a page that works without it.
  addEventListener(
    "error",
    ({ target }) => {
      if (!(target instanceof HTMLScriptElement && "needed" in target.dataset)) return;
      root.classList.remove("js", "filtered");
      root.classList.add("unscripted");
    },
    true,
  );
  try {
    const theme = localStorage.getItem("milepost.theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch {
    // Storage is blocked: the system's scheme applies.
  }
})();
