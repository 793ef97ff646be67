/** How long what nobody waits for is kept back for something that somebody does, in milliseconds. */
const HELD = 150;

/**
 * What nobody waits for, done in its order once the next frame is painted.
 */
export class AfterPaint {
  /** @type {(() => void)[]} */
  #acts = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #holding;

  /** @param {() => void} act */
  add(act) {
    if (this.#acts.push(act) === 1) this.#flushLater();
  }

  /** Keeps everything back until it is released, since a frame without the awaited result is on its way. */
  hold() {
    this.#holding ??= setTimeout(() => this.release(), HELD);
  }

  /** Does what was kept back after the next frame. */
  release() {
    if (this.#holding === undefined) return;
    clearTimeout(this.#holding);
    this.#holding = undefined;
    this.#flushLater();
  }

  /** Does at once what is left to do. */
  flush() {
    for (const act of this.#acts.splice(0)) act();
  }

  /** Leaves undone what is left to do. */
  drop() {
    this.#acts.length = 0;
  }

  #flushLater() {
    // A page in the background paints nothing.
    if (document.hidden) this.flush();
    else requestAnimationFrame(() => setTimeout(() => this.#holding === undefined && this.flush()));
  }
}
