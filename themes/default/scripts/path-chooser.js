// The board of paths: shows those that start from one job. Wraps a row of buttons with `data-from`
// and rows that name the jobs they start from.

/** Lets the reader say where they start. */
class PathChooser extends HTMLElement {
	/** @type {AbortController | undefined} */
	#listening;

	connectedCallback() {
		this.#listening = new AbortController();
		this.addEventListener("click", (event) => this.#choose(event.target), {
			signal: this.#listening.signal,
		});
	}

	disconnectedCallback() {
		this.#listening?.abort();
	}

	/** @param {EventTarget | null} target */
	#choose(target) {
		const chip = target instanceof Element && target.closest("button");
		if (!chip) return;
		const { from = "" } = chip.dataset;
		for (const other of this.querySelectorAll("button[data-from]")) {
			other.setAttribute("aria-pressed", String(other === chip));
		}
		let shown = 0;
		for (const row of this.querySelectorAll("li[data-from]")) {
			const starts = row.getAttribute("data-from")?.split(" ") ?? [];
			const isShown = from === "" || starts.includes(from);
			row.toggleAttribute("hidden", !isShown);
			if (isShown) shown += 1;
		}
		const said = this.querySelector("[role=status]");
		if (said instanceof HTMLElement) {
			const words = shown === 1 ? said.dataset.one : said.dataset.many;
			said.textContent = (words ?? "").replace("{count}", String(shown));
		}
	}
}

customElements.define("path-chooser", PathChooser);
