// Runs before the first paint: says that scripts work, and puts on the scheme that the reader
// chose here earlier, so that the page never flashes in the other one. A classic script, because
// a module would come too late.
(() => {
	const root = document.documentElement;
	if (!("noModule" in HTMLScriptElement.prototype)) return;
	root.classList.add("js");
	try {
		const theme = localStorage.getItem("milepost.theme");
		if (theme === "dark" || theme === "light") root.dataset.theme = theme;
	} catch {
		// Storage is blocked: the system's scheme applies.
	}
})();
