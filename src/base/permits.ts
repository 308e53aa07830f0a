/** Lets so many units of work go on at once; who comes first goes first. */
export class Permits {
  readonly #waiting: { readonly count: number; readonly go: () => void }[] = [];
  #free: number;

  constructor(readonly all: number) {
    this.#free = all;
  }

  /**
   * Waits until so many are free, and takes them.
   *
   * @param count of more than there are, all are taken
   * @returns what gives them back
   */
  async take(count = 1): Promise<() => void> {
    const own = Math.min(count, this.all);
    await new Promise<void>((go) => {
      this.#waiting.push({ count: own, go });
      this.#next();
    });
    return () => {
      this.#free += own;
      this.#next();
    };
  }

  /** Does the work while it has one of them. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    const giveBack = await this.take();
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  #next(): void {
    for (let [first] = this.#waiting; first && first.count <= this.#free; [first] = this.#waiting) {
      this.#waiting.shift();
      this.#free -= first.count;
      first.go();
    }
  }
}
