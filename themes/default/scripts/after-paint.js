/**
 * What nobody waits for, done in its order once the next frame is painted.
 */
export class AfterPaint {
	/** @type {(() => void)[]} */
	#acts = [];

	/** @param {() => void} act */
	add(act) {
		if (this.#acts.push(act) > 1) return;
		// A page in the background paints nothing.
		if (document.hidden) this.flush();
		else requestAnimationFrame(() => setTimeout(() => this.flush()));
	}

	/** Does at once what is left to do. */
	flush() {
		for (const act of this.#acts.splice(0)) act();
	}

	/** Leaves undone what is left to do. */
	drop() {
		this.#acts.length = 0;
	}
}
